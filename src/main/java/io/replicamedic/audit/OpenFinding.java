package io.replicamedic.audit;

import io.replicamedic.durability.Finding;
import io.replicamedic.durability.Finding.Outcome;
import io.replicamedic.replication.Severity;
import java.time.Instant;
import java.util.Optional;

/**
 * A finding that failed or is unknown, as it is told of one of many databases; part of {@link
 * AuditedDatabase}.
 *
 * @param since when it came out so
 * @param suppression the one in force; empty when it counts
 */
public record OpenFinding(Finding finding, Instant since, Optional<Suppression> suppression) {
  /** Whether it counts for alerts. */
  public boolean counts() {
    return suppression.isEmpty();
  }

  /** Whether it failed; else it could not be read. */
  public boolean failed() {
    return finding.outcome() == Outcome.FAILED;
  }

  boolean matters(Severity least) {
    return finding.severity().compareTo(least) >= 0;
  }
}
