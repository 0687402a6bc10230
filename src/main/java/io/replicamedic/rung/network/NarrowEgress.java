package io.replicamedic.rung.network;

import io.replicamedic.isolation.Cut;
import io.replicamedic.isolation.CutState;
import io.replicamedic.isolation.Cutting;
import io.replicamedic.isolation.EgressRule;
import io.replicamedic.isolation.Step;
import io.replicamedic.obligation.ObligationState;
import io.replicamedic.obligation.Obligations;
import io.replicamedic.outside.CloudUnreadable;
import io.replicamedic.outside.VpcNetwork;
import io.replicamedic.replication.ReplicationStatus;
import io.replicamedic.rung.replication.Learnt;
import io.replicamedic.rung.replication.ReplicaGrip;
import io.replicamedic.rung.replication.UnstickOptions;
import io.replicamedic.workflow.Debt;
import io.replicamedic.workflow.Outcome;
import io.replicamedic.workflow.Owe;
import io.replicamedic.workflow.Plan;
import io.replicamedic.workflow.Preparation;
import io.replicamedic.workflow.Run;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Rung: add narrower rules beside those that let the database reach its source, so that nothing
 * else loses a packet when these go. Cuts nothing yet; the whole undo is recorded first.
 */
final class NarrowEgress extends Networked {
  private final Isolation isolation;
  private final VpcNetwork network;
  private final Obligations obligations;
  private final Leftovers leftovers;
  private final Settling settling;

  NarrowEgress(
      Isolation isolation, VpcNetwork network, Obligations obligations, Settling settling) {
    this.isolation = isolation;
    this.network = network;
    this.obligations = obligations;
    this.leftovers = new Leftovers(obligations);
    this.settling = settling;
  }

  @Override
  public String name() {
    return "narrow-egress";
  }

  @Override
  Preparation look(Run<ReplicaGrip> run) {
    Optional<OpenCut> begun = OpenCut.of(run.workflow(), obligations);
    if (begun.isPresent()) {
      // Begun before a crash: what is missing is added, under the undo that is on record already.
      return begun.get().in(ObligationState.ADDING)
          ? ready(begun.get().state(), Debt.NONE)
          : notHere("the narrower rules are in place already");
    }
    if (!UnstickOptions.isolationAllowed(run.workflow().order())) {
      return notHere("the request said isolation: none");
    }
    Optional<ReplicationStatus> status = run.grip().session().status("");
    if (status.isEmpty()) {
      return notHere("no channel is configured");
    }
    int netTimeout = run.grip().session().facts().netTimeoutSeconds();
    return switch (isolation.propose(run.grip().database(), status.get(), netTimeout)) {
      case CutProposal.Possible possible when planned(run, possible) ->
          begin(run, status.get(), possible.cut(), possible.within());
      case CutProposal.Possible possible ->
          new Preparation.Refused(
              "the cut is not the one of the plan any more: it would now be "
                  + possible.narrow()
                  + "; then "
                  + possible.revoke(),
              Map.of());
      case CutProposal.NotPossible(List<String> reasons) ->
          notHere("egress cannot be cut: " + String.join("; ", reasons));
      case CutProposal.Unreadable(String why) -> new Preparation.Unreadable(why);
    };
  }

  // Law 7: nothing but what the plan said, and what whoever agreed to it has seen.
  private static boolean planned(Run<ReplicaGrip> run, CutProposal.Possible possible) {
    List<String> statements =
        run.memory().get(Learnt.PLAN).map(Plan::steps).orElse(List.of()).stream()
            .map(Plan.Step::statement)
            .toList();
    return statements.contains(possible.narrow()) && statements.contains(possible.revoke());
  }

  private Preparation begin(
      Run<ReplicaGrip> run, ReplicationStatus status, Cut cut, Duration within) {
    CutState state = new CutState(UUID.randomUUID().toString(), cut, Set.of());
    return ready(
        state,
        new Owe(
            state.obligationId(),
            OpenCut.KIND,
            ObligationState.ADDING,
            "the egress of "
                + run.grip().database().id()
                + " to "
                + status.source()
                + " in "
                + String.join(", ", cut.groupIds()),
            CutDocument.write(state),
            "",
            cut.groupIds().stream()
                .map(group -> "security-group:" + group)
                .collect(Collectors.toSet()),
            within));
  }

  private Preparation ready(CutState state, Debt debt) {
    List<EgressRule> now = network.egressRules(state.groups());
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("rules", now.stream().map(EgressRule::toString).toList());
    List<Step> needed = needed(state, now);
    return new Preparation.Ready(
        needed.isEmpty()
            ? "nothing: the narrower rules are there already"
            : EgressCalls.words(needed, now),
        false,
        detail,
        debt,
        Duration.ZERO,
        () -> add(state));
  }

  private Outcome add(CutState state) {
    EgressCalls calls = new EgressCalls(network, state.obligationId());
    try {
      Settling.Settled settled =
          settling.settle(
              calls,
              state.groups(),
              rules -> needed(state, rules),
              () -> OpenCut.isIn(ObligationState.ADDING, state.obligationId(), obligations));
      return settled.done()
          ? new Outcome.Prepared("the narrower rules are in place", settled.told())
          : new Outcome.Failed(
              "not in place: " + EgressCalls.words(settled.open(), settled.rules()),
              settled.told());
    } catch (CloudUnreadable e) {
      return new Outcome.Failed(String.valueOf(e.getMessage()), Map.of());
    }
  }

  private List<Step> needed(CutState state, List<EgressRule> rules) {
    List<Step> steps = new ArrayList<>(leftovers.removals(rules));
    steps.addAll(Cutting.missing(state, rules));
    return steps;
  }
}
