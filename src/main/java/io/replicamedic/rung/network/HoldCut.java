package io.replicamedic.rung.network;

import io.replicamedic.isolation.Cutting;
import io.replicamedic.isolation.EgressRule;
import io.replicamedic.isolation.Resolution;
import io.replicamedic.obligation.ObligationState;
import io.replicamedic.obligation.Obligations;
import io.replicamedic.outside.VpcNetwork;
import io.replicamedic.replication.ReplicationStatus;
import io.replicamedic.rung.replication.ReplicaGrip;
import io.replicamedic.workflow.Debt;
import io.replicamedic.workflow.Memory;
import io.replicamedic.workflow.Outcome;
import io.replicamedic.workflow.Preparation;
import io.replicamedic.workflow.Run;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rung: leave the cut in force until the receiver has used up its attempts, as long as the
 * obligation's deadline allows. Sends nothing.
 */
final class HoldCut extends Networked {
  private final VpcNetwork network;
  private final Obligations obligations;
  private final Clock clock;

  HoldCut(VpcNetwork network, Obligations obligations, Clock clock) {
    this.network = network;
    this.obligations = obligations;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "hold-cut";
  }

  @Override
  Preparation look(Run<ReplicaGrip> run) {
    Optional<OpenCut> open =
        OpenCut.of(run.workflow(), obligations).filter(cut -> cut.in(ObligationState.CUTTING));
    if (open.isEmpty()) {
      return notHere("egress is not cut");
    }
    Optional<ReplicationStatus> status = run.grip().session().status("");
    if (status.isEmpty()) {
      return notHere("no channel is configured");
    }
    List<EgressRule> rules = network.egressRules(open.get().groups());
    if (!Cutting.inForce(
        open.get().state(), rules, Resolution.NONE, status.get().source().port())) {
      return notHere("the cut is not in force");
    }
    Instant until = open.get().obligation().deadline();
    Duration left = Duration.between(clock.instant(), until);
    if (!left.isPositive()) {
      return notHere("the cut has lasted as long as it may");
    }
    return new Preparation.Ready(
        "wait under the cut until the receiver gives up, until " + until + " at the latest",
        false,
        Map.of("until", until.toString()),
        Debt.NONE,
        left,
        () ->
            new Outcome.Answered(
                "the cut is in force: new connections to the source fail", Map.of(), Memory.EMPTY));
  }
}
