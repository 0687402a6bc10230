package io.replicamedic.web;

import io.replicamedic.audit.AuditDifference;
import io.replicamedic.audit.KeptAudit;
import io.replicamedic.durability.Finding;
import io.replicamedic.durability.Finding.Outcome;
import io.replicamedic.durability.Grade;
import io.replicamedic.durability.Observed;
import io.replicamedic.replication.Severity;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is otherwise between two verdicts on a database. */
record DurabilityDifferenceView(
    String database,
    DifferenceEnd from,
    DifferenceEnd to,
    @Schema(description = "whether both say the same") boolean same,
    @Schema(description = "failed or unknown now, and not before") List<FindingView> appeared,
    @Schema(description = "failed or unknown before, and not now; as they were")
        List<FindingView> gone,
    @Schema(description = "failed or unknown in both, otherwise") List<ChangedFinding> changed,
    @Schema(description = "what was read otherwise") List<ChangedValue> values,
    @Schema(description = "what can be lost otherwise") List<ChangedLoss> matrix)
    implements Printable {

  /** One of the two. */
  record DifferenceEnd(long number, Grade grade, Instant since, Instant at) {
    static DifferenceEnd of(KeptAudit kept) {
      return new DifferenceEnd(kept.number(), kept.audit().grade(), kept.firstAt(), kept.lastAt());
    }

    String text() {
      return number + "  " + grade + "  from " + Times.utc(since) + " to " + Times.utc(at);
    }
  }

  /** How a rule came out. */
  record JudgedFinding(Outcome outcome, Severity severity, String summary) {
    static JudgedFinding of(Finding finding) {
      return new JudgedFinding(finding.outcome(), finding.severity(), finding.summary());
    }
  }

  /** A finding before and after. */
  record ChangedFinding(String rule, JudgedFinding before, JudgedFinding after) {}

  /** Something that a rule looked at; absent where nobody looked at it. */
  record ChangedValue(
      String rule,
      String name,
      Observed.Origin origin,
      String from,
      Optional<String> before,
      Optional<String> after) {
    static ChangedValue of(AuditDifference.ValueChanged changed) {
      Observed any = changed.after().or(changed::before).orElseThrow();
      return new ChangedValue(
          changed.rule(),
          any.name(),
          any.origin(),
          any.from(),
          changed.before().map(Observed::value),
          changed.after().map(Observed::value));
    }
  }

  /** What one failure can cost, before and after. */
  record ChangedLoss(LossWindowView before, LossWindowView after) {}

  static DurabilityDifferenceView of(AuditDifference it) {
    return new DurabilityDifferenceView(
        it.to().audit().database(),
        DifferenceEnd.of(it.from()),
        DifferenceEnd.of(it.to()),
        it.isEmpty(),
        it.appeared().stream()
            .map(each -> FindingView.of(each, it.to().since(each.rule())))
            .toList(),
        it.gone().stream().map(each -> FindingView.of(each, it.from().since(each.rule()))).toList(),
        it.changed().stream()
            .map(
                each ->
                    new ChangedFinding(
                        each.after().rule(),
                        JudgedFinding.of(each.before()),
                        JudgedFinding.of(each.after())))
            .toList(),
        it.values().stream().map(ChangedValue::of).toList(),
        it.windows().stream()
            .map(
                each ->
                    new ChangedLoss(
                        LossWindowView.of(each.before()), LossWindowView.of(each.after())))
            .toList());
  }

  @Override
  public String text(Reader reader) {
    Columns ends = Columns.bare("").row("database", database);
    ends.row("from", from.text()).row("to", to.text());
    Columns lines = Columns.headed("WHAT", "RULE OR FAILURE", "BEFORE", "NOW");
    appeared.forEach(it -> lines.row("new", it.rule(), "", judged(it)));
    gone.forEach(it -> lines.row("gone", it.rule(), judged(it), ""));
    changed.forEach(it -> lines.row("changed", it.rule(), judged(it.before()), judged(it.after())));
    values.forEach(
        it ->
            lines.row(
                "value",
                it.rule() + ": " + it.name() + " (" + it.origin() + ")",
                it.before().orElse("-"),
                it.after().orElse("-")));
    matrix.forEach(
        it -> lines.row("loss", it.after().name(), cells(it.before()), cells(it.after())));
    return ends.text() + "\n" + (same ? "Both say the same.\n" : lines.text());
  }

  private static String judged(FindingView finding) {
    return finding.severity() + " " + finding.outcome();
  }

  private static String judged(JudgedFinding finding) {
    return finding.severity() + " " + finding.outcome();
  }

  private static String cells(LossWindowView window) {
    return "rows: " + window.rows().cell() + "; log: " + window.binlog().cell();
  }
}
