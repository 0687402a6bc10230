package io.replicamedic.rung.replication;

import io.replicamedic.replication.ReplicationStatus;
import io.replicamedic.workflow.Reading;
import io.replicamedic.workflow.Run;
import java.util.Optional;

/** Goal: our channel is not configured, or what it is configured with is right already. */
public final class ConfigurationCleared extends Reads {
  @Override
  Reading look(Run<ReplicaGrip> run) {
    Optional<ReplicationStatus> status = run.grip().status();
    if (status.isEmpty()) {
      return new Reading.Met(Facts.of(status));
    }
    boolean asked = UnstickOptions.reconfigureAlways(run.workflow().order());
    // After something irreversible of ours a right configuration is our own work.
    boolean ours = run.workflow().progress().irreversible();
    boolean keep = (ours || !asked) && Target.of(run).matches(status.get());
    return keep
        ? new Reading.Met(Facts.with(Facts.of(status), "kept", "the configuration is right"))
        : new Reading.NotMet(Facts.of(status));
  }
}
