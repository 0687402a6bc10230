package io.replicamedic.obligation;

import java.time.Instant;
import java.util.Optional;

/**
 * People are told that an obligation is owed for too long, or that its record cannot be read, until
 * it is discharged; at most one for each obligation.
 *
 * @param kind what it is about, a stable word
 * @param database registered database that the obligation is about
 * @param summary one line for people
 * @param deadline of the obligation
 * @param clearedAt when the obligation was found closed; empty while the alarm stands
 */
public record Alarm(
    String id,
    String obligationId,
    String workflowId,
    String kind,
    String database,
    String summary,
    Instant deadline,
    Instant raisedAt,
    Optional<Instant> clearedAt) {
  /** Owed for too long after its deadline. */
  public static final String OVERDUE = "obligation-overdue";

  /** Its record cannot be read: only a person can undo it. Its deadline is when that was seen. */
  public static final String DAMAGED = "obligation-damaged";

  /** Whether people are still to be told. */
  public boolean stands() {
    return clearedAt.isEmpty();
  }
}
