package io.replicamedic.audit;

import io.replicamedic.durability.Audit;
import java.time.Instant;
import java.util.Map;

/**
 * A verdict as it is kept: several audits in a row that say the same are one. Made by the {@link
 * AuditStore}, read by web.
 *
 * @param number 1, 2, 3, … of its database; another one when the verdict is another one
 * @param firstAt when the verdict was this for the first time
 * @param runs how many audits in a row said so
 * @param audit the last of these, with the times of its readings
 * @param occasion of the last of these
 * @param standing by rule: since when it comes out as it does
 */
public record KeptAudit(
    long number,
    Instant firstAt,
    int runs,
    Audit audit,
    Occasion occasion,
    Map<String, Standing> standing) {
  /** Immutable. */
  public KeptAudit {
    standing = Map.copyOf(standing);
  }

  /** When the verdict was this for the last time. */
  public Instant lastAt() {
    return audit.at();
  }

  /** Since when a rule comes out as it does. */
  public Instant since(String rule) {
    Standing its = standing.get(rule);
    return its == null ? firstAt : its.since();
  }

  /** The first verdict on a database. */
  public static KeptAudit first(Audit audit, Occasion occasion) {
    return new KeptAudit(1, audit.at(), 1, audit, occasion, Standing.first(audit));
  }

  /** What is kept after another audit: this one again, or the next one. */
  public KeptAudit then(Audit next, Occasion why) {
    Map<String, Standing> stands = Standing.after(standing, next);
    return Verdict.of(audit).equals(Verdict.of(next))
        ? new KeptAudit(number, firstAt, runs + 1, next, why, stands)
        : new KeptAudit(number + 1, next.at(), 1, next, why, stands);
  }
}
