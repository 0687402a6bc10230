package io.replicamedic.isolation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What a cut by network ACL still needs, seen in the ACLs that were read; its means asks it. */
public final class Denying {
  private Denying() {}

  /** Places that have no entry of ours yet, as planned: one for each ACL and address. */
  public static List<Placement> missing(DenialState state, List<NetworkAcl> now) {
    List<Placement> ours = ours(state, now);
    return state.wanted().stream()
        .filter(place -> ours.stream().noneMatch(each -> samePlace(each, place)))
        .toList();
  }

  /**
   * Placeholders that were read and decide, one for each place that is not denied by an entry of
   * ours: where there are several, since calls came late, the lowest number goes first.
   */
  public static List<Placement> toDeny(DenialState state, List<NetworkAcl> now) {
    List<Placement> ours = ours(state, now);
    return state.wanted().stream()
        .flatMap(
            place ->
                ours.stream()
                    .filter(each -> samePlace(each, place))
                    .min(Comparator.comparingInt(each -> each.deny().number()))
                    .stream())
        .filter(first -> !reads(now, first.acl(), first.deny()))
        .toList();
  }

  /** Entries of ours, placeholders and denies alike: exactly what was recorded, at its number. */
  public static List<Placement> ours(DenialState state, List<NetworkAcl> now) {
    return state.reserved().stream()
        .filter(
            each ->
                reads(now, each.acl(), each.placeholder()) || reads(now, each.acl(), each.deny()))
        .toList();
  }

  /** ACLs that let the source through, whoever made them so; empty when the cut is in force. */
  public static List<String> letThrough(DenialState state, List<NetworkAcl> now) {
    return now.stream()
        .filter(
            acl ->
                state.addresses().stream().anyMatch(address -> acl.allows(address, state.port())))
        .map(NetworkAcl::id)
        .toList();
  }

  /** Whether the number has no entry in that ACL. */
  public static boolean isFree(List<NetworkAcl> now, Placement placement) {
    return entry(now, placement.acl(), placement.placeholder().number()).isEmpty();
  }

  /** Whether the ACLs of the cut have the same entries as before. */
  public static boolean asBefore(DenialState state, List<NetworkAcl> now) {
    return report(state, now).isEmpty();
  }

  /** What others changed meanwhile, and what of ours is still there, for people. */
  public static List<String> report(DenialState state, List<NetworkAcl> now) {
    List<String> lines = new ArrayList<>();
    for (NetworkAcl before : state.before()) {
      Optional<NetworkAcl> after =
          now.stream().filter(acl -> acl.id().equals(before.id())).findFirst();
      if (after.isEmpty()) {
        lines.add(before.id() + " exists no longer");
      } else {
        report(state, before, after.get(), lines);
      }
    }
    return lines;
  }

  private static void report(
      DenialState state, NetworkAcl before, NetworkAcl after, List<String> lines) {
    List<NetworkAcl> alone = List.of(after);
    Set<AclEntry> known = Set.copyOf(before.egress());
    Predicate<AclEntry> isOurs =
        entry ->
            ours(state, alone).stream()
                .anyMatch(each -> each.placeholder().equals(entry) || each.deny().equals(entry));
    for (AclEntry entry : after.egress()) {
      if (!known.contains(entry)) {
        lines.add(
            before.id()
                + (isOurs.test(entry) ? " still has ours: " : " added by others: ")
                + entry);
      }
    }
    before.egress().stream()
        .filter(entry -> !after.egress().contains(entry))
        .forEach(entry -> lines.add(before.id() + " removed by others: " + entry));
    if (!after.subnets().equals(before.subnets())) {
      lines.add(
          before.id() + " is in force in " + after.subnets() + " now, was in " + before.subnets());
    }
  }

  /** Whether two placements are for the same ACL and address, at whatever number. */
  public static boolean samePlace(Placement one, Placement other) {
    return one.acl().equals(other.acl())
        && one.placeholder().block().equals(other.placeholder().block());
  }

  private static boolean reads(List<NetworkAcl> now, String acl, AclEntry wanted) {
    return entry(now, acl, wanted.number()).filter(wanted::equals).isPresent();
  }

  private static Optional<AclEntry> entry(List<NetworkAcl> now, String acl, int number) {
    return now.stream()
        .filter(each -> each.id().equals(acl))
        .flatMap(each -> each.egress().stream())
        .filter(entry -> entry.number() == number)
        .findFirst();
  }
}
