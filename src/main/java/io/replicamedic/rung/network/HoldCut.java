package io.replicamedic.rung.network;

import io.replicamedic.obligation.ObligationState;
import io.replicamedic.obligation.Obligations;
import io.replicamedic.outside.CloudUnreadable;
import io.replicamedic.outside.DatabaseUnreachable;
import io.replicamedic.replication.Endpoint;
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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Rung: leave the cut in force until the receiver has used up its attempts, as long as the
 * obligation's deadline allows. Sends nothing; while it waits it looks whether waiting makes sense.
 */
final class HoldCut extends Networked {
  private final Isolation isolation;
  private final Obligations obligations;
  private final NetworkPolicy policy;
  private final Clock clock;
  private final Map<String, Instant> nextLook = new ConcurrentHashMap<>();

  HoldCut(Isolation isolation, Obligations obligations, NetworkPolicy policy, Clock clock) {
    this.isolation = isolation;
    this.obligations = obligations;
    this.policy = policy;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "hold-cut";
  }

  @Override
  Preparation look(Run<ReplicaGrip> run) {
    Optional<OpenCut> open = cut(run);
    if (open.isEmpty()) {
      return notHere("egress is not cut");
    }
    Optional<ReplicationStatus> status = run.grip().status();
    if (status.isEmpty()) {
      return notHere("no channel is configured");
    }
    Optional<String> pointless = pointless(run, open.get(), status.get().source());
    if (pointless.isPresent()) {
      return notHere(pointless.get());
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
                "the cut was made: new connections to the source fail", Map.of(), Memory.EMPTY));
  }

  /** Asked again and again while it waits; looks at the network as often as the policy says. */
  @Override
  public Optional<String> inVain(Run<ReplicaGrip> run) {
    Optional<OpenCut> open = cut(run);
    if (open.isEmpty()) {
      return Optional.of("cut withdrawn: it is being undone, or was");
    }
    String id = open.get().obligation().id();
    Instant now = clock.instant();
    if (now.isBefore(nextLook.getOrDefault(id, now))) {
      return Optional.empty();
    }
    nextLook.keySet().removeIf(other -> isClosed(other));
    nextLook.put(id, now.plus(policy.watch()));
    try {
      return run.grip().status().flatMap(status -> pointless(run, open.get(), status.source()));
    } catch (CloudUnreadable | DatabaseUnreachable e) {
      return Optional.empty(); // nothing may be concluded from it
    }
  }

  private boolean isClosed(String obligationId) {
    return OpenCut.isIn(ObligationState.CLOSED, obligationId, obligations);
  }

  private Optional<OpenCut> cut(Run<ReplicaGrip> run) {
    return OpenCut.of(run.workflow(), obligations, isolation.all())
        .filter(open -> open.in(ObligationState.CUTTING));
  }

  // Another address than those that were cut is not ours to cut: nobody agreed to it.
  private Optional<String> pointless(Run<ReplicaGrip> run, OpenCut open, Endpoint source) {
    Ongoing cut = open.cut();
    Set<String> now = new TreeSet<>(isolation.addresses(run.grip().database(), source));
    now.removeAll(cut.addresses());
    if (!now.isEmpty()) {
      return Optional.of(
          "the source's name "
              + source.host()
              + " now leads to "
              + now
              + " too, which is not cut: only "
              + new TreeSet<>(cut.addresses())
              + " is");
    }
    // What AWS is still putting in force is worth waiting for, as long as the deadline allows.
    return cut.notInForce(source)
        .filter(why -> !cut.cutting().isUnderWay())
        .map(why -> "the cut is not in force: " + why);
  }
}
