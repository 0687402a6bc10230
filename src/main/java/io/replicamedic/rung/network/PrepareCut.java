package io.replicamedic.rung.network;

import io.replicamedic.obligation.ObligationState;
import io.replicamedic.obligation.Obligations;
import io.replicamedic.outside.CloudUnreadable;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Rung: make ready what the cut will need, so that nothing else loses a packet when it comes. Cuts
 * nothing yet; the whole undo is recorded first.
 */
final class PrepareCut extends Networked {
  private final Isolation isolation;
  private final Obligations obligations;
  private final Settling settling;

  PrepareCut(Isolation isolation, Obligations obligations, Settling settling) {
    this.isolation = isolation;
    this.obligations = obligations;
    this.settling = settling;
  }

  @Override
  public String name() {
    return "prepare-cut";
  }

  @Override
  Preparation look(Run<ReplicaGrip> run) {
    Optional<OpenCut> begun = OpenCut.of(run.workflow(), obligations, isolation.all());
    if (begun.isPresent()) {
      // Begun before a crash: what is missing is done, under the undo that is on record already.
      return begun.get().in(ObligationState.ADDING)
          ? goOn(begun.get())
          : notHere("the cut is prepared already");
    }
    String wanted = UnstickOptions.isolation(run.workflow().order());
    if (wanted.equals(UnstickOptions.NO_ISOLATION)) {
      return notHere("the request said isolation: none");
    }
    Optional<ReplicationStatus> status = run.grip().status();
    if (status.isEmpty()) {
      return notHere("no channel is configured");
    }
    int netTimeout = run.grip().session().facts().netTimeoutSeconds();
    return switch (isolation.propose(run.grip().database(), status.get(), netTimeout, wanted)) {
      case CutProposal.Possible possible when planned(run, possible.proposal()) ->
          begin(run, status.get(), possible);
      case CutProposal.Possible(Means _, Proposal.Possible now, var _, var _, var _) ->
          new Preparation.Refused(
              "the cut is not the one of the plan any more: it would now be "
                  + now.prepare()
                  + "; then "
                  + now.cut(),
              Map.of());
      case CutProposal.NotPossible(List<String> reasons) ->
          notHere("egress cannot be cut: " + String.join("; ", reasons));
      case CutProposal.Unreadable(String why) -> new Preparation.Unreadable(why);
    };
  }

  // Law 7: nothing but what the plan said, and what whoever agreed to it has seen.
  private static boolean planned(Run<ReplicaGrip> run, Proposal.Possible now) {
    List<String> statements =
        run.memory().get(Learnt.PLAN).map(Plan::steps).orElse(List.of()).stream()
            .map(Plan.Step::statement)
            .toList();
    return statements.contains(now.prepare()) && statements.contains(now.cut());
  }

  private Preparation begin(
      Run<ReplicaGrip> run, ReplicationStatus status, CutProposal.Possible possible) {
    String id = UUID.randomUUID().toString();
    Look look = possible.proposal().begin().apply(id).preparing();
    return ready(
        id,
        possible.proposal().prepare(),
        look,
        new Owe(
            id,
            possible.means().kind(),
            ObligationState.ADDING,
            "the egress of "
                + run.grip().database().id()
                + " to "
                + status.source()
                + " by "
                + possible.means().name()
                + " ("
                + String.join(", ", possible.proposal().claims())
                + ")",
            look.recorded().document(),
            "",
            Set.copyOf(possible.proposal().claims()),
            possible.within()));
  }

  private Preparation goOn(OpenCut begun) {
    Look look = begun.cut().preparing();
    return ready(
        begun.obligation().id(),
        look.done() ? "nothing: all is prepared already" : look.open(),
        look,
        begun.moved(ObligationState.ADDING, look.recorded()));
  }

  private Preparation ready(String obligationId, String statement, Look look, Debt debt) {
    return new Preparation.Ready(
        statement,
        false,
        look.detail(),
        debt,
        Duration.ZERO,
        () -> prepare(obligationId, look.recorded()));
  }

  private Outcome prepare(String obligationId, Ongoing cut) {
    try {
      Settling.Settled settled =
          settling.settle(
              cut::preparing,
              () -> OpenCut.isIn(ObligationState.ADDING, obligationId, obligations));
      return settled.done()
          ? new Outcome.Prepared("prepared, nothing is cut yet", settled.told())
          : new Outcome.Failed("not prepared: " + settled.last().open(), settled.told());
    } catch (CloudUnreadable e) {
      return new Outcome.Failed(String.valueOf(e.getMessage()), Map.of());
    }
  }
}
