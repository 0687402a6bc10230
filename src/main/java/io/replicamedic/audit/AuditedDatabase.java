package io.replicamedic.audit;

import io.replicamedic.durability.Finding;
import io.replicamedic.durability.Finding.Outcome;
import io.replicamedic.durability.Grade;
import io.replicamedic.outside.Database;
import io.replicamedic.replication.Severity;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A registered database with its last audit, and what of that is suppressed now; a line of the
 * fleet's report.
 *
 * @param last empty when it was never audited
 * @param open what failed or is unknown, the worst first
 */
public record AuditedDatabase(Database database, Optional<KeptAudit> last, List<OpenFinding> open) {
  /** Immutable. */
  public AuditedDatabase {
    open = List.copyOf(open);
  }

  /**
   * Of a database.
   *
   * @param suppressions in force on it, by rule
   */
  static AuditedDatabase of(
      Database database, Optional<KeptAudit> last, Map<String, Suppression> suppressions) {
    return new AuditedDatabase(
        database, last, last.map(kept -> open(kept, suppressions)).orElse(List.of()));
  }

  private static List<OpenFinding> open(KeptAudit kept, Map<String, Suppression> suppressions) {
    return kept.audit().findings().stream()
        .filter(AuditedDatabase::stands)
        .map(
            it ->
                new OpenFinding(
                    it, kept.since(it.rule()), Optional.ofNullable(suppressions.get(it.rule()))))
        .sorted(Comparator.comparing((OpenFinding it) -> it.finding().severity()).reversed())
        .toList();
  }

  private static boolean stands(Finding finding) {
    return finding.outcome() == Outcome.FAILED || finding.outcome() == Outcome.UNKNOWN;
  }

  /** The audit's own grade, in which everything counts; empty when there is no audit. */
  public Optional<Grade> grade() {
    return last.map(it -> it.audit().grade());
  }

  /** As {@link #gradeUnsuppressed(KeptAudit, Map)}; empty when there is no audit. */
  public Optional<Grade> gradeUnsuppressed() {
    return last.map(it -> unsuppressed(it.audit().grade(), open));
  }

  /**
   * The grade of what is left when suppressed findings do not count. What a failure can lose is
   * lost whoever answers for it: such a grade is lifted only when everything that is worth a
   * warning is suppressed, and then no higher than {@link Grade#SOUND}.
   *
   * @param suppressions in force on its database, by rule
   */
  public static Grade gradeUnsuppressed(KeptAudit kept, Map<String, Suppression> suppressions) {
    return unsuppressed(kept.audit().grade(), open(kept, suppressions));
  }

  private static Grade unsuppressed(Grade all, List<OpenFinding> open) {
    if (open.stream().allMatch(OpenFinding::counts)
        || all == Grade.UNKNOWN
        || all == Grade.SAFE
        || all == Grade.SOUND) {
      return all;
    }
    boolean warned =
        open.stream().anyMatch(it -> it.counts() && it.failed() && it.matters(Severity.WARNING));
    if (warned) {
      return all;
    }
    return open.stream().anyMatch(it -> it.counts() && it.matters(Severity.WARNING))
        ? Grade.AT_RISK
        : Grade.SOUND;
  }

  /** How much its worst finding matters that counts; OK when none does, empty without an audit. */
  public Optional<Severity> severity() {
    return last.map(
        _ ->
            open.stream()
                .filter(OpenFinding::counts)
                .map(it -> it.finding().severity())
                .max(Comparator.naturalOrder())
                .orElse(Severity.OK));
  }

  /** How many have failed with that severity and count. */
  public long failed(Severity severity) {
    return open.stream()
        .filter(it -> it.counts() && it.failed() && it.finding().severity() == severity)
        .count();
  }

  /** How many could not be read and count. */
  public long unknown() {
    return open.stream().filter(it -> it.counts() && !it.failed()).count();
  }

  /** How many stand and are suppressed. */
  public long suppressed() {
    return open.stream().filter(it -> !it.counts()).count();
  }
}
