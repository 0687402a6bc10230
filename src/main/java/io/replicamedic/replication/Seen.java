package io.replicamedic.replication;

import java.time.Instant;

/** What came of looking at one channel. */
public sealed interface Seen {
  /** Its status. */
  record Channel(ReplicationStatus status) implements Seen {}

  /**
   * The server was read, and has no such channel.
   *
   * @param expected what it should have
   */
  record NoChannel(Instant readAt, Expected expected) implements Seen {}

  /**
   * The server was not read.
   *
   * @param errno MySQL's or the driver's, 0 = none
   * @param why in words
   * @param at when that was tried
   */
  record Unreadable(int errno, String why, Instant at) implements Seen {}

  /** When that was. */
  default Instant at() {
    return switch (this) {
      case Channel(ReplicationStatus status) -> status.readAt();
      case NoChannel none -> none.readAt();
      case Unreadable unreadable -> unreadable.at();
    };
  }
}
