package io.replicamedic.rung.network;

import io.replicamedic.isolation.CutState;
import io.replicamedic.isolation.Cutting;
import io.replicamedic.isolation.EgressRule;
import io.replicamedic.isolation.Resolution;
import io.replicamedic.isolation.Step;
import io.replicamedic.obligation.Obligation;
import io.replicamedic.obligation.ObligationState;
import io.replicamedic.obligation.Obligations;
import io.replicamedic.outside.CloudUnreadable;
import io.replicamedic.outside.VpcNetwork;
import io.replicamedic.replication.ReplicationStatus;
import io.replicamedic.rung.replication.ReplicaGrip;
import io.replicamedic.workflow.Debt;
import io.replicamedic.workflow.Outcome;
import io.replicamedic.workflow.Preparation;
import io.replicamedic.workflow.Run;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rung: revoke, by id, the rules that let the database reach its source. The intent names the ids:
 * from then on they are burnt before anything is closed (design.md, Zombies 2 to 5).
 */
final class CutEgress extends Networked {
  private final VpcNetwork network;
  private final Obligations obligations;
  private final Settling settling;
  private final Clock clock;

  CutEgress(VpcNetwork network, Obligations obligations, Settling settling, Clock clock) {
    this.network = network;
    this.obligations = obligations;
    this.settling = settling;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "cut-egress";
  }

  @Override
  Preparation look(Run<ReplicaGrip> run) {
    Optional<OpenCut> open = OpenCut.of(run.workflow(), obligations);
    if (open.isEmpty()) {
      return notHere("no narrower rules were added");
    }
    if (open.get().overdue(clock.instant())) {
      return notHere("the time for a cut is over");
    }
    Optional<ReplicationStatus> status = run.grip().session().status("");
    if (status.isEmpty()) {
      return notHere("no channel is configured");
    }
    CutState state = open.get().state();
    List<EgressRule> rules = network.egressRules(open.get().groups());
    List<Step.AddNarrower> missing = Cutting.missing(state, rules);
    List<EgressRule> lost = Cutting.lost(state, rules);
    if (!missing.isEmpty() || !lost.isEmpty()) {
      return new Preparation.Refused(
          "what must stay reachable would not: missing "
              + EgressCalls.words(missing, rules)
              + ", gone meanwhile "
              + lost,
          Map.of());
    }
    List<Step.RevokeOriginals> revokes = Cutting.toRevoke(state, rules);
    return revokes.isEmpty()
        ? notHere("the rules are gone already")
        : ready(open.get(), revokes, rules, status.get().source().port());
  }

  private Preparation ready(
      OpenCut open, List<Step.RevokeOriginals> revokes, List<EgressRule> rules, int port) {
    CutState revoking = open.state().revoking(revokes);
    Obligation.UndoDocument undo = new Obligation.UndoDocument(CutDocument.write(revoking));
    return new Preparation.Ready(
        EgressCalls.words(revokes, rules),
        false,
        Map.of("rules", rules.stream().map(EgressRule::toString).toList()),
        new Debt.Moved(open.obligation().in(ObligationState.CUTTING, undo)),
        Duration.ZERO,
        () -> revoke(open, revoking, port));
  }

  // Answered and looked at: whether it has its effect on the receiver the later rungs wait for.
  private Outcome revoke(OpenCut open, CutState state, int port) {
    try {
      Settling.Settled settled =
          settling.settle(
              new EgressCalls(network, state.obligationId()),
              open.groups(),
              rules -> Cutting.toRevoke(state, rules),
              () -> OpenCut.isIn(ObligationState.CUTTING, state.obligationId(), obligations));
      if (!settled.done()) {
        return new Outcome.Failed(
            "not cut: " + EgressCalls.words(settled.open(), settled.rules()), settled.told());
      }
      return new Outcome.Prepared(
          Cutting.inForce(state, settled.rules(), Resolution.NONE, port)
              ? "cut: no rule of these groups lets it reach the source"
              : "not cut: somebody else has added a rule that lets it reach the source",
          settled.told());
    } catch (CloudUnreadable e) {
      return new Outcome.Failed(String.valueOf(e.getMessage()), Map.of());
    }
  }
}
