package io.replicamedic.rung.replication;

import io.replicamedic.replication.ReplicationStatus;
import io.replicamedic.workflow.Reading;
import io.replicamedic.workflow.Run;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Purpose of an unstick: both threads Yes, no error, and something moves. An idle source sends
 * nothing but heartbeats: until two of their periods have passed it may yet move.
 */
public final class ReplicatesAlready extends Reads {
  @Override
  Reading look(Run<ReplicaGrip> run) {
    Optional<ReplicationStatus> status = run.grip().session().status("");
    Watch watch = run.grip().purposeWatch();
    if (status.isEmpty() || !status.get().running() || status.get().hasError()) {
      watch.restart();
      return new Reading.NotMet(Facts.of(status));
    }
    watch.saw(status.get());
    Map<String, String> facts =
        Facts.with(Facts.of(status), "moved since first seen", Boolean.toString(watch.moved()));
    return watch.moved()
        ? new Reading.Met(facts)
        : new Reading.NotMet(facts, watch.lasted().compareTo(patience(status.get())) < 0);
  }

  private static Duration patience(ReplicationStatus status) {
    return Duration.ofMillis(Math.round(2000 * status.heartbeatPeriodSeconds()) + 1000);
  }
}
