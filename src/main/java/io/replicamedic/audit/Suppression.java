package io.replicamedic.audit;

import java.time.Instant;

/**
 * Somebody answers for it that a finding of one database may stand for a while: it is told all the
 * same, and counts for no alert. Told by web and metrics.
 *
 * @param rule the finding's
 * @param owner who answers for it: a person or a team
 * @param until excluded
 * @param setBy the caller's key name
 */
public record Suppression(
    String database,
    String rule,
    String owner,
    String reason,
    Instant from,
    Instant until,
    String setBy) {
  /** Whether it is in force then. */
  public boolean covers(Instant moment) {
    return moment.isBefore(until);
  }

  /** Whether somebody said the same again. */
  boolean isRepeatedBy(Suppression other) {
    return database.equals(other.database)
        && rule.equals(other.rule)
        && owner.equals(other.owner)
        && reason.equals(other.reason)
        && until.equals(other.until)
        && setBy.equals(other.setBy);
  }
}
