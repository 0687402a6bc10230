package io.replicamedic.rung.network;

import io.replicamedic.obligation.ObligationState;
import io.replicamedic.obligation.Obligations;
import io.replicamedic.outside.CloudUnreadable;
import io.replicamedic.replication.Endpoint;
import io.replicamedic.replication.ReplicationStatus;
import io.replicamedic.rung.replication.ReplicaGrip;
import io.replicamedic.workflow.Outcome;
import io.replicamedic.workflow.Preparation;
import io.replicamedic.workflow.Run;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rung: keep the database from its source, with what was prepared and read back. The intent names
 * what it takes: from then on that is made impossible before anything is closed (design.md, Zombies
 * 2 to 5).
 */
final class CutEgress extends Networked {
  private final List<Means> means;
  private final Obligations obligations;
  private final Settling settling;
  private final Clock clock;

  CutEgress(List<Means> means, Obligations obligations, Settling settling, Clock clock) {
    this.means = means;
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
    Optional<OpenCut> open = OpenCut.of(run.workflow(), obligations, means);
    if (open.isEmpty()) {
      return notHere("nothing was prepared");
    }
    if (open.get().overdue(clock.instant())) {
      return notHere("the time for a cut is over");
    }
    Optional<ReplicationStatus> status = run.grip().status();
    if (status.isEmpty()) {
      return notHere("no channel is configured");
    }
    Look look = open.get().cut().cutting();
    if (!look.obstacles().isEmpty()) {
      return new Preparation.Refused(look.open(), look.detail());
    }
    return look.done()
        ? notHere("it is cut already")
        : ready(open.get(), look, status.get().source());
  }

  private Preparation ready(OpenCut open, Look look, Endpoint source) {
    return new Preparation.Ready(
        look.open(),
        false,
        look.detail(),
        open.moved(ObligationState.CUTTING, look.recorded()),
        Duration.ZERO,
        () -> cut(open, look.recorded(), source));
  }

  // Answered and looked at: whether it has its effect on the receiver the later rungs wait for.
  private Outcome cut(OpenCut open, Ongoing cut, Endpoint source) {
    String obligationId = open.obligation().id();
    try {
      Settling.Settled settled =
          settling.settle(
              cut::cutting, () -> OpenCut.isIn(ObligationState.CUTTING, obligationId, obligations));
      if (settled.last().isUnderWay()) {
        return new Outcome.Prepared(
            "accepted, AWS is at it: " + settled.last().open(), settled.told());
      }
      if (!settled.done()) {
        return new Outcome.Failed("not cut: " + settled.last().open(), settled.told());
      }
      return new Outcome.Prepared(
          cut.notInForce(source)
              .map(why -> "not cut: " + why)
              .orElse("cut: the database cannot reach " + source + " any more"),
          settled.told());
    } catch (CloudUnreadable e) {
      return new Outcome.Failed(String.valueOf(e.getMessage()), Map.of());
    }
  }
}
