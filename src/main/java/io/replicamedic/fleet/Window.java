package io.replicamedic.fleet;

import io.replicamedic.replication.ReplicationStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The readings of one channel that a diagnosis looks back on: bounded in number, and far enough
 * apart to reach back over some heartbeats. A reading that says something new is always kept.
 *
 * @param readings oldest first
 */
record Window(List<ReplicationStatus> readings) {
  static final Window EMPTY = new Window(List.of());

  private static final int MOST = 12;
  private static final Duration APART = Duration.ofSeconds(15);

  Window {
    readings = List.copyOf(readings);
  }

  /** With one more, without the oldest if there are too many. */
  Window with(ReplicationStatus reading) {
    if (!readings.isEmpty() && tooLike(readings.getLast(), reading)) {
      return this;
    }
    List<ReplicationStatus> more = new ArrayList<>(readings);
    more.add(reading);
    if (more.size() > MOST) {
      more.removeFirst();
    }
    return new Window(more);
  }

  /** So many of them reach back over three heartbeat periods, however long these are. */
  private static Duration apart(ReplicationStatus reading) {
    Duration quarter = Duration.ofMillis((long) (reading.heartbeatPeriodSeconds() * 250));
    return quarter.compareTo(APART) > 0 ? quarter : APART;
  }

  /** Those after that moment. */
  Window since(Instant moment) {
    return new Window(readings.stream().filter(it -> it.readAt().isAfter(moment)).toList());
  }

  // A clock that was set back makes no reading one of the past.
  private static boolean tooLike(ReplicationStatus last, ReplicationStatus reading) {
    return reading.readAt().isBefore(last.readAt().plus(apart(reading)))
        && !reading.readAt().isBefore(last.readAt())
        && reading.receiver() == last.receiver()
        && reading.applier() == last.applier()
        && reading.lastIoErrno() == last.lastIoErrno()
        && reading.sourceUuid().equals(last.sourceUuid())
        && reading.detail().applierErrorAt().equals(last.detail().applierErrorAt());
  }
}
