package io.replicamedic.adapter.mysql;

import java.time.Duration;

/** The moment at which our patience ends, on the monotonic clock that sockets count by. */
record Deadline(long endNanos) {
  static Deadline in(Duration wait) {
    return new Deadline(System.nanoTime() + wait.toNanos());
  }

  /** What is left, at least a millisecond: to a socket, 0 means for ever. */
  Duration left() {
    return Duration.ofNanos(Math.max(endNanos - System.nanoTime(), 1_000_000));
  }
}
