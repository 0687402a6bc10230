package io.replicamedic.rung.replication;

import io.replicamedic.replication.BinlogPosition;
import io.replicamedic.replication.GtidSet;
import io.replicamedic.replication.ReplicationStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a series of readings with both threads Yes shows: for how long, and whether anything moved.
 * Kept in memory only: after a crash watching starts anew, which is the safe side.
 */
final class Watch {
  private @Nullable ReplicationStatus first;
  private @Nullable ReplicationStatus last;
  private @Nullable GtidSet sample;
  private @Nullable BinlogPosition place;
  private @Nullable Instant lastMoved;

  /** The threads stopped or showed an error: all that was watched before is void. */
  void restart() {
    first = null;
    last = null;
    sample = null;
    place = null;
    lastMoved = null;
  }

  /** One more reading with both threads Yes. */
  void saw(ReplicationStatus status) {
    ReplicationStatus before = last;
    if (first == null) {
      first = status;
    }
    if (before == null || arrived(before, status)) {
      lastMoved = status.readAt();
    }
    last = status;
  }

  /** How long nothing has moved; zero at the first reading. */
  Duration stillFor() {
    return lastMoved == null || last == null
        ? Duration.ZERO
        : Duration.between(lastMoved, last.readAt());
  }

  /** The source's executed set, sampled after the first of these readings. */
  Optional<GtidSet> sample() {
    return Optional.ofNullable(sample);
  }

  void sampled(GtidSet executedOnSource) {
    sample = executedOnSource;
  }

  /** Since the first reading: heartbeats, transactions received, or received ones applied. */
  boolean moved() {
    return first != null && last != null && arrived(first, last);
  }

  // The replica's own writes grow gtid_executed too and prove nothing.
  private static boolean arrived(ReplicationStatus before, ReplicationStatus now) {
    GtidSet received = now.retrieved();
    return !place(before).equals(place(now))
        || now.receivedHeartbeats() > before.receivedHeartbeats()
        || !before.retrieved().contains(received)
        || !before.executed().contains(now.executed().intersect(received));
  }

  // Where there are no GTIDs the places tell; by auto position the sets do, and tell better.
  private static List<BinlogPosition> place(ReplicationStatus status) {
    return status.autoPosition()
        ? List.of()
        : List.of(
            Standing.executed(status),
            new BinlogPosition(status.detail().readLogFile(), status.detail().readLogPos()));
  }

  /** The source's position, sampled after the first of these readings. */
  Optional<BinlogPosition> place() {
    return Optional.ofNullable(place);
  }

  void sampled(BinlogPosition endOfBinlog) {
    place = endOfBinlog;
  }

  /** From the first reading to the last. */
  Duration lasted() {
    return first == null || last == null
        ? Duration.ZERO
        : Duration.between(first.readAt(), last.readAt());
  }

  /** Transactions of this channel applied per second since the first reading. */
  double appliedPerSecond() {
    if (first == null || last == null || lasted().isZero()) {
      return 0;
    }
    GtidSet applied = last.executed().subtract(first.executed()).intersect(last.retrieved());
    return applied.count() * 1000.0 / Math.max(1, lasted().toMillis());
  }
}
