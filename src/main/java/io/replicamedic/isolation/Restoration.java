package io.replicamedic.isolation;

import java.util.ArrayList;
import java.util.Comparator;
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

  /**
   * The call instead of one that found no room in the group: burn without narrower rules, which
   * gives the room of the burnt ones to the original, or give up the narrowest rule of ours first.
   * Other traffic to there is without a rule until the next call. Empty when nothing of ours is in
   * the way.
   */
  public static Optional<Step> makingRoom(CutState state, Step refused, List<EgressRule> now) {
    return switch (refused) {
      case Step.AddNarrower(String group, List<Permission> _) ->
          stillThere(state, now)
              .filter(ids -> ids.group().equals(group))
              .findFirst()
              .map(Step.class::cast);
      case Step.GiveBack(EgressRule original) ->
          now.stream()
              .filter(rule -> rule.group().equals(original.group()))
              .filter(rule -> Mark.isOf(state.obligationId(), rule))
              .filter(rule -> makesRoomFor(original.permission().peer(), rule))
              .max(Comparator.comparingInt(Restoration::narrowness))
              .map(rule -> new Step.RemoveNarrower(rule.group(), List.of(rule.id())));
      case Step.RevokeOriginals _, Step.RemoveNarrower _ -> Optional.empty();
    };
  }

  /** IPv4 and IPv6 rules are counted apart; a name may stand for either. */
  private static boolean makesRoomFor(Peer original, EgressRule ours) {
    return switch (original) {
      case Peer.Ipv4 _ -> !(ours.permission().peer() instanceof Peer.Ipv6);
      case Peer.Ipv6 _ -> !(ours.permission().peer() instanceof Peer.Ipv4);
      case Peer.PrefixList _, Peer.Group _ -> true;
    };
  }

  /** The fewer addresses a rule leads to, the more. */
  private static int narrowness(EgressRule rule) {
    return switch (rule.permission().peer()) {
      case Peer.Ipv4(Cidr block) -> block.prefix() - block.family().bits();
      case Peer.Ipv6(Cidr block) -> block.prefix() - block.family().bits();
      case Peer.PrefixList _, Peer.Group _ -> Integer.MIN_VALUE;
    };
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
    // In place by whomever but another cut of ours: here they only keep other traffic alive, and
    // AWS refuses a second rule with the same permission, so our own mark cannot be asked for.
    Set<EgressPlace> allowed =
        now.stream()
            .filter(rule -> isUnmarked(rule) || Mark.isOf(state.obligationId(), rule))
            .map(EgressPlace::of)
            .collect(Collectors.toSet());
    return stillThere(state, now)
        .findFirst()
        .map(
            burning -> {
              List<Permission> missing =
                  ofGroup(state.cut(), burning.group()).add().stream()
                      .filter(each -> !allowed.contains(new EgressPlace(burning.group(), each)))
                      .toList();
              return missing.isEmpty() ? burning : new Step.AddNarrower(burning.group(), missing);
            });
  }

  private static Stream<Step.RevokeOriginals> stillThere(CutState state, List<EgressRule> now) {
    return Cutting.toRevoke(state, now).stream()
        .map(there -> there.only(state.revoking()))
        .filter(revoke -> !revoke.ruleIds().isEmpty());
  }

  private static GroupCut ofGroup(Cut cut, String group) {
    return cut.groups().stream()
        .filter(each -> each.group().equals(group))
        .findFirst()
        .orElseThrow();
  }

  private static boolean isUnmarked(EgressRule rule) {
    return Mark.obligation(rule).isEmpty();
  }

  /**
   * Only what we meant to revoke is ours to give back; a rule that a cut added is no substitute.
   */
  private static Optional<Step> giveBack(CutState state, List<EgressRule> now) {
    return state.cut().originals().stream()
        .filter(original -> state.revoking().contains(original.id()))
        .filter(original -> now.stream().noneMatch(rule -> standsFor(rule, original)))
        .<Step>map(Step.GiveBack::new)
        .findFirst();
  }

  private static boolean standsFor(EgressRule rule, EgressRule original) {
    return EgressPlace.of(rule).equals(EgressPlace.of(original))
        && (isUnmarked(rule) || rule.description().equals(original.description()));
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
