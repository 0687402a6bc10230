package io.replicamedic.isolation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What a cut still needs, seen in the rules that were read; the rung that cuts asks it. */
public final class Cutting {
  private Cutting() {}

  /**
   * Narrower permissions that are not there yet, by group. One counts as there only with our own
   * mark: another's rule with the same permission is his to take away (design.md, Zombies EC2 2).
   */
  public static List<Step.AddNarrower> missing(CutState state, List<EgressRule> now) {
    Set<EgressPlace> ours =
        now.stream()
            .filter(rule -> Mark.isOf(state.obligationId(), rule))
            .map(EgressPlace::of)
            .collect(Collectors.toSet());
    List<Step.AddNarrower> steps = new ArrayList<>();
    for (GroupCut cut : state.cut().groups()) {
      List<Permission> missing =
          cut.add().stream()
              .filter(permission -> !ours.contains(new EgressPlace(cut.group(), permission)))
              .toList();
      if (!missing.isEmpty()) {
        steps.add(new Step.AddNarrower(cut.group(), missing));
      }
    }
    return steps;
  }

  /**
   * Rules that the cut counts on to stay and that are gone by id: what it adds was computed beside
   * them, so that without them other traffic would be cut too.
   */
  public static List<EgressRule> lost(CutState state, List<EgressRule> now) {
    Set<String> there = now.stream().map(EgressRule::id).collect(Collectors.toSet());
    List<EgressRule> originals = state.cut().originals();
    return state.cut().before().stream()
        .filter(rule -> !originals.contains(rule))
        .filter(rule -> !there.contains(rule.id()))
        .toList();
  }

  /** Originals that are still there by id, by group. */
  public static List<Step.RevokeOriginals> toRevoke(CutState state, List<EgressRule> now) {
    Set<String> there = now.stream().map(EgressRule::id).collect(Collectors.toSet());
    List<Step.RevokeOriginals> steps = new ArrayList<>();
    for (GroupCut cut : state.cut().groups()) {
      List<String> ids = cut.revoke().stream().map(EgressRule::id).filter(there::contains).toList();
      if (!ids.isEmpty()) {
        steps.add(new Step.RevokeOriginals(cut.group(), ids));
      }
    }
    return steps;
  }

  /**
   * Whether the source cannot be reached: the cut is whole, and no rule that was read lets it
   * through, whoever added it. What a rule names and is not known counts as the source.
   *
   * @param now all egress rules of all groups on the database's interfaces
   * @param resolution what the names in these rules stand for, read after them
   */
  public static boolean inForce(
      CutState state, List<EgressRule> now, Resolution resolution, int port) {
    return missing(state, now).isEmpty()
        && toRevoke(state, now).isEmpty()
        && Reachability.ways(now, resolution, state.cut().addresses(), port).isEmpty();
  }
}
