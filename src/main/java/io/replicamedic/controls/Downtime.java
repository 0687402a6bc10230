package io.replicamedic.controls;

import java.time.Instant;

/**
 * A window in which people expect a database to be unwell: alerts about it are muted, diagnoses are
 * told all the same. Told by web and metrics.
 *
 * @param owner who answers for it: a person or a team
 * @param until excluded
 * @param setBy the caller's key name
 */
public record Downtime(
    String database, String owner, String reason, Instant from, Instant until, String setBy) {
  /** Whether it is in force then. */
  public boolean covers(Instant moment) {
    return moment.isBefore(until);
  }
}
