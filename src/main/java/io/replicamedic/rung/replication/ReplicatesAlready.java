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
  private static final Duration UNKNOWN_PERIOD = Duration.ofMinutes(2);

  @Override
  Reading look(Run<ReplicaGrip> run) {
    Optional<ReplicationStatus> status = run.grip().status();
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

  /** How long both threads may read Yes before standing still means something. */
  static Duration patience(ReplicationStatus status) {
    double period = status.heartbeatPeriodSeconds();
    return period > 0 ? Duration.ofMillis(Math.round(2000 * period) + 1000) : UNKNOWN_PERIOD;
  }
}
