package io.replicamedic.isolation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Undoes a cut, one call after the other, each decided from what was just read; discharging asks
 * it. The order is that of design.md, Zombies EC2 4 and 5: an id that was ever meant to be revoked
 * is burnt first, so that a late revoke finds nothing.
 */
public final class Restoration {
  private static final String ADDED = "added by others: ";
  private static final String TO_REMOVE = "still to be removed: ";

  private Restoration() {}

  /**
   * The next call, or empty when the obligation may be closed.
   *
   * @param now all egress rules of the cut's groups
   */
  public static Optional<Step> next(CutState state, List<EgressRule> now) {
    return burn(state, now)
        .or(() -> giveBack(state, now))
        .or(() -> removeNarrower(state.obligationId(), now));
  }

  /** What became of the rules that there were before, and of those since, for people. */
  public static List<String> report(CutState state, List<EgressRule> now) {
    List<String> lines = new ArrayList<>();
    for (String group : state.cut().groupIds()) {
      List<EgressRule> before = ofGroup(group, state.cut().before());
      Map<Permission, EgressRule> after = new HashMap<>();
      ofGroup(group, now).forEach(rule -> after.put(rule.permission(), rule));
      before.stream()
          .flatMap(old -> fate(state, old, Optional.ofNullable(after.get(old.permission()))))
          .forEach(lines::add);
      Set<Permission> known =
          before.stream().map(EgressRule::permission).collect(Collectors.toSet());
      ofGroup(group, now).stream()
          .filter(rule -> !known.contains(rule.permission()))
          .map(rule -> (Mark.isOf(state.obligationId(), rule) ? TO_REMOVE : ADDED) + rule)
          .forEach(lines::add);
    }
    return List.copyOf(lines);
  }

  /** Whether the groups of the cut have the same rules as before, whatever their ids. */
  public static boolean asBefore(CutState state, List<EgressRule> now) {
    return contents(state.cut(), state.cut().before()).equals(contents(state.cut(), now));
  }

  /** Ids that a revoke intent names and that are still there; the narrower rules come before. */
  private static Optional<Step> burn(CutState state, List<EgressRule> now) {
    Set<EgressPlace> allowed = now.stream().map(EgressPlace::of).collect(Collectors.toSet());
    Set<String> there = now.stream().map(EgressRule::id).collect(Collectors.toSet());
    for (GroupCut cut : state.cut().groups()) {
      List<String> ids =
          cut.revoke().stream()
              .map(EgressRule::id)
              .filter(state.revoking()::contains)
              .filter(there::contains)
              .toList();
      if (ids.isEmpty()) {
        continue;
      }
      // In place by whomever: here they only keep other traffic alive, and AWS refuses a second
      // rule with the same permission, so asking for our own mark would never end.
      List<Permission> missing =
          cut.add().stream()
              .filter(permission -> !allowed.contains(new EgressPlace(cut.group(), permission)))
              .toList();
      return Optional.of(
          missing.isEmpty()
              ? new Step.RevokeOriginals(cut.group(), ids)
              : new Step.AddNarrower(cut.group(), missing));
    }
    return Optional.empty();
  }

  /** Only what we meant to revoke is ours to give back. */
  private static Optional<Step> giveBack(CutState state, List<EgressRule> now) {
    Set<EgressPlace> allowed = now.stream().map(EgressPlace::of).collect(Collectors.toSet());
    return state.cut().originals().stream()
        .filter(original -> state.revoking().contains(original.id()))
        .filter(original -> !allowed.contains(EgressPlace.of(original)))
        .<Step>map(Step.GiveBack::new)
        .findFirst();
  }

  private static Optional<Step> removeNarrower(String obligationId, List<EgressRule> now) {
    TreeMap<String, List<String>> ours =
        now.stream()
            .filter(rule -> Mark.isOf(obligationId, rule))
            .collect(
                Collectors.groupingBy(
                    EgressRule::group,
                    TreeMap::new,
                    Collectors.mapping(EgressRule::id, Collectors.toList())));
    return ours.entrySet().stream()
        .<Step>map(each -> new Step.RemoveNarrower(each.getKey(), each.getValue()))
        .findFirst();
  }

  private static Stream<String> fate(CutState state, EgressRule old, Optional<EgressRule> found) {
    boolean revoked = state.revoking().contains(old.id());
    if (found.isEmpty()) {
      return Stream.of((revoked ? "still to be given back: " : "removed by others: ") + old);
    }
    EgressRule rule = found.get();
    if (!rule.sameContent(old)) {
      return Stream.of("changed by others: " + rule + " (was " + old + ")");
    }
    return revoked && !rule.id().equals(old.id())
        ? Stream.of("given back: " + rule + " (was " + old.id() + ")")
        : Stream.empty();
  }

  private static List<EgressRule> ofGroup(String group, List<EgressRule> rules) {
    return rules.stream().filter(rule -> rule.group().equals(group)).toList();
  }

  /** Rules of the cut's groups with their ids blanked. */
  private static Set<EgressRule> contents(Cut cut, List<EgressRule> rules) {
    Set<String> groups = new HashSet<>(cut.groupIds());
    return rules.stream()
        .filter(rule -> groups.contains(rule.group()))
        .map(
            rule ->
                new EgressRule(
                    "", rule.group(), rule.permission(), rule.description(), rule.tags()))
        .collect(Collectors.toSet());
  }
}
