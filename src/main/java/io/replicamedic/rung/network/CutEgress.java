package io.replicamedic.rung.network;

import io.replicamedic.isolation.CutState;
import io.replicamedic.isolation.Cutting;
import io.replicamedic.isolation.EgressRule;
import io.replicamedic.isolation.Step;
import io.replicamedic.obligation.Obligation;
import io.replicamedic.obligation.ObligationState;
import io.replicamedic.obligation.Obligations;
import io.replicamedic.outside.CloudUnreadable;
import io.replicamedic.outside.VpcNetwork;
import io.replicamedic.rung.replication.ReplicaGrip;
import io.replicamedic.workflow.Debt;
import io.replicamedic.workflow.Outcome;
import io.replicamedic.workflow.Preparation;
import io.replicamedic.workflow.Run;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rung: revoke, by id, the rules that let the database reach its source. The intent names the ids:
 * from then on they are burnt before anything is closed (design.md, Zombies 2 to 5).
 */
public final class CutEgress extends Networked {
  private final VpcNetwork network;
  private final Obligations obligations;
  private final Settling settling;

  CutEgress(VpcNetwork network, Obligations obligations, Settling settling) {
    this.network = network;
    this.obligations = obligations;
    this.settling = settling;
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
    CutState state = open.get().state();
    List<EgressRule> rules = network.egressRules(open.get().groups());
    List<Step.AddNarrower> missing = Cutting.missing(state, rules);
    if (!missing.isEmpty()) {
      return new Preparation.Refused(
          "the narrower rules are not in place: " + EgressCalls.words(missing, rules), Map.of());
    }
    List<Step.RevokeOriginals> revokes = Cutting.toRevoke(state, rules);
    if (revokes.isEmpty()) {
      return notHere("the rules are gone already");
    }
    CutState revoking = state.revokingAll();
    return new Preparation.Ready(
        EgressCalls.words(revokes, rules),
        false,
        Map.of("rules", rules.stream().map(EgressRule::toString).toList()),
        new Debt.Moved(
            open.get()
                .obligation()
                .in(
                    ObligationState.CUTTING,
                    new Obligation.UndoDocument(CutDocument.write(revoking)))),
        Duration.ZERO,
        () -> revoke(open.get(), revoking, port(run)));
  }

  private Outcome revoke(OpenCut open, CutState state, int port) {
    EgressCalls calls = new EgressCalls(network, state.obligationId());
    try {
      Settling.Settled settled =
          settling.settle(calls, open.groups(), rules -> Cutting.toRevoke(state, rules));
      // Answered and looked at: whether it has its effect on the receiver later rungs wait for.
      return settled.done()
          ? new Outcome.Prepared(
              Cutting.inForce(state, settled.rules(), port)
                  ? "cut: no rule lets it reach the source"
                  : "not cut: somebody else has added a rule that lets it reach the source",
              NarrowEgress.told(settled))
          : new Outcome.Failed(
              "not cut: " + EgressCalls.words(settled.open(), settled.rules()),
              NarrowEgress.told(settled));
    } catch (CloudUnreadable e) {
      return new Outcome.Failed(String.valueOf(e.getMessage()), Map.of());
    }
  }

  /** Port of the source that the channel is configured with. */
  static int port(Run<ReplicaGrip> run) {
    return run.grip().session().status("").map(status -> status.source().port()).orElse(0);
  }
}
