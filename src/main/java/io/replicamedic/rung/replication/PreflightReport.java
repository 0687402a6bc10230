package io.replicamedic.rung.replication;

import java.util.List;

/** All pre-flight checks of one reading. */
public record PreflightReport(List<Check> checks) {
  /** Those that said no. */
  public List<Check> refused() {
    return of(Check.Verdict.REFUSED);
  }

  /** Those that a person must accept by name, or nothing is touched. */
  public List<Check> unreadable() {
    return of(Check.Verdict.UNREADABLE);
  }

  private List<Check> of(Check.Verdict verdict) {
    return checks.stream().filter(check -> check.verdict() == verdict).toList();
  }
}
