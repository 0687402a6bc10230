package io.replicamedic.rung.replication;

import io.replicamedic.replication.ReplicationStatus;
import io.replicamedic.workflow.Memory;
import io.replicamedic.workflow.Outcome;
import io.replicamedic.workflow.Preparation;
import io.replicamedic.workflow.Run;
import io.replicamedic.workflow.Rung;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Rung: when both threads read Yes, watch whether anything moves before calling it stuck. An idle
 * source sends nothing but heartbeats, so two of their periods must pass.
 */
public final class ObserveProgress implements Rung<ReplicaGrip> {
  @Override
  public String name() {
    return "observe";
  }

  @Override
  public Preparation prepare(Run<ReplicaGrip> run) {
    Optional<ReplicationStatus> status = run.grip().session().status("");
    if (status.isEmpty() || !status.get().running() || status.get().hasError()) {
      return new Preparation.NotApplicable("not both threads read Yes");
    }
    Duration patience = ReplicatesAlready.patience(status.get());
    return new Preparation.Ready(
        "SHOW REPLICA STATUS, until something moves",
        false,
        Map.of(),
        Optional.empty(),
        patience,
        () ->
            new Outcome.Answered(
                "watching for up to " + patience.toMillis() + " ms (two heartbeat periods)",
                Map.of(),
                Memory.EMPTY));
  }
}
