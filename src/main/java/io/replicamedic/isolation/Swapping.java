package io.replicamedic.isolation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a swap of groups still needs, and how the database's list is made: always of the list that
 * it has, so that others' changes stay. The list that is meant is the one that is coming: what RDS
 * has accepted, be it in force or not.
 */
public final class Swapping {
  private Swapping() {}

  /** Whether the database has the groups that it had. */
  public static boolean isOriginal(SwapState state, Collection<String> coming) {
    return Set.copyOf(coming).equals(Set.copyOf(state.list()));
  }

  /** Whether it has the temporary group, and none of those that this replaces. */
  public static boolean isSwapped(SwapState state, Collection<String> coming) {
    return state.intended()
        && coming.contains(state.temporary())
        && state.replaced().stream().noneMatch(coming::contains);
  }

  /** The list that cuts: the temporary group in the first place of those that it replaces. */
  public static List<String> swapped(SwapState state) {
    List<String> groups = new ArrayList<>();
    for (String group : state.list()) {
      if (!state.replaced().contains(group)) {
        groups.add(group);
      } else if (!groups.contains(state.temporary())) {
        groups.add(state.temporary());
      }
    }
    return List.copyOf(groups);
  }

  /**
   * Whether the list is given back.
   *
   * @param existing those of the replaced groups that exist
   */
  public static boolean isRestored(
      SwapState state, Collection<String> coming, Set<String> existing) {
    return !coming.contains(state.temporary())
        && state.replaced().stream()
            .allMatch(group -> coming.contains(group) || !existing.contains(group));
  }

  /**
   * The list that gives back: the one that it has, without the temporary group and with those that
   * this replaced, as far as they exist. Empty when nothing would be left.
   */
  public static List<String> restored(
      SwapState state, Collection<String> coming, Set<String> existing) {
    List<String> groups = new ArrayList<>();
    for (String group : state.list()) {
      if (coming.contains(group)
          || (state.replaced().contains(group) && existing.contains(group))) {
        groups.add(group);
      }
    }
    coming.stream()
        .filter(group -> !group.equals(state.temporary()) && !groups.contains(group))
        .forEach(groups::add);
    return List.copyOf(groups);
  }

  /**
   * How the replaced groups differ from what the temporary one was made after, in words; empty when
   * they do not. Without what came since, the swap would cut more than the source.
   *
   * @param egress all their egress rules
   * @param ingress what all their inbound rules allow
   */
  public static List<String> changed(
      SwapState state, List<EgressRule> egress, Collection<Permission> ingress) {
    Set<Permission> out = new HashSet<>();
    egress.forEach(rule -> out.add(rule.permission()));
    List<String> changes = new ArrayList<>();
    compare("egress", state.egressBefore(), out, changes);
    compare("ingress", state.ingressBefore(), ingress, changes);
    return changes;
  }

  private static void compare(
      String way, Collection<Permission> before, Collection<Permission> now, List<String> changes) {
    now.stream()
        .filter(each -> !before.contains(each))
        .map(each -> way + " got " + each)
        .distinct()
        .sorted()
        .forEach(changes::add);
    before.stream()
        .filter(each -> !now.contains(each))
        .map(each -> way + " lost " + each)
        .sorted()
        .forEach(changes::add);
  }

  /** What others changed of the list meanwhile, for people; empty when it is as it was. */
  public static List<String> report(
      SwapState state, Collection<String> coming, Set<String> existing) {
    List<String> lines = new ArrayList<>();
    for (String group : new TreeSet<>(coming)) {
      if (!state.list().contains(group)) {
        lines.add("added by others: " + group);
      }
    }
    for (String group : state.list()) {
      if (!coming.contains(group)) {
        lines.add(
            state.replaced().contains(group) && !existing.contains(group)
                ? "deleted by others, so not given back: " + group
                : "removed by others: " + group);
      }
    }
    return lines;
  }
}
