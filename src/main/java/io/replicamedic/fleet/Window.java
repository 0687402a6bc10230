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

  /** Those after that moment. */
  Window since(Instant moment) {
    return new Window(readings.stream().filter(it -> it.readAt().isAfter(moment)).toList());
  }

  private static boolean tooLike(ReplicationStatus last, ReplicationStatus reading) {
    return reading.readAt().isBefore(last.readAt().plus(APART))
        && reading.receiver() == last.receiver()
        && reading.applier() == last.applier()
        && reading.lastIoErrno() == last.lastIoErrno()
        && reading.sourceUuid().equals(last.sourceUuid())
        && reading.detail().applierErrorAt().equals(last.detail().applierErrorAt());
  }
}
