package io.replicamedic.replication;

import java.time.Instant;

/**
 * What somebody did to a replica, as a journal has it.
 *
 * @param by who
 */
public record Act(Kind kind, Instant at, String by) {
  /** What was asked of the server. */
  public enum Kind {
    STOP,
    START,
    RESET,
    CONFIGURE,
    SKIP
  }
}
