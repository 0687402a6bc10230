package io.replicamedic.rung.replication;

import io.replicamedic.replication.ReplicationStatus;
import io.replicamedic.workflow.Reading;
import io.replicamedic.workflow.Run;
import java.util.Optional;

/** Goal: both threads of our channel read exactly No (or there is no channel). */
public final class ThreadsStopped extends Reads {
  @Override
  Reading look(Run<ReplicaGrip> run) {
    Optional<ReplicationStatus> status = run.grip().status();
    return status.isEmpty() || status.get().stopped()
        ? new Reading.Met(Facts.of(status))
        : new Reading.NotMet(Facts.of(status));
  }
}
