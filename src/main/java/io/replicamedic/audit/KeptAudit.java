package io.replicamedic.audit;

import io.replicamedic.durability.Audit;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A verdict as it is kept: several audits in a row that say the same are one. Made by the {@link
 * AuditStore}, read by web.
 *
 * @param number 1, 2, 3, … of its database; another one when the verdict is another one
 * @param firstAt when the verdict was this for the first time
 * @param runs how many audits in a row said so
 * @param audit the last of these, with the times of its readings
 * @param notes what it was judged as for want of knowing better, with the reasons
 * @param occasion of the last of these
 * @param standing by rule: since when it comes out as it does
 */
public record KeptAudit(
    long number,
    Instant firstAt,
    int runs,
    Audit audit,
    List<String> notes,
    Occasion occasion,
    Map<String, Standing> standing) {
  /** Immutable. */
  public KeptAudit {
    notes = List.copyOf(notes);
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

  /** One before which there is none. */
  public static KeptAudit first(long number, Judged judged, Occasion occasion) {
    Audit audit = judged.audit();
    return new KeptAudit(
        number, audit.at(), 1, audit, judged.notes(), occasion, Standing.first(audit));
  }

  /** What is kept after another audit: this one again, or the next one. */
  public KeptAudit then(Judged judged, Occasion why) {
    Audit next = judged.audit();
    Map<String, Standing> stands = Standing.after(standing, next);
    return Verdict.of(audit).equals(Verdict.of(next))
        ? new KeptAudit(number, firstAt, runs + 1, next, judged.notes(), why, stands)
        : new KeptAudit(number + 1, next.at(), 1, next, judged.notes(), why, stands);
  }
}
