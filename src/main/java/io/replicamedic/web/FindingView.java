package io.replicamedic.web;

import io.replicamedic.audit.Suppression;
import io.replicamedic.durability.Finding;
import io.replicamedic.durability.Finding.Outcome;
import io.replicamedic.durability.Observed;
import io.replicamedic.durability.Remedy;
import io.replicamedic.replication.Severity;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What one rule says of a database; part of a durability audit. */
record FindingView(
    @Schema(description = "stable", example = "flush-log-at-commit") String rule,
    Outcome outcome,
    @Schema(description = "how much it matters here, in this engine and role") Severity severity,
    @Schema(
            description =
                "since when it comes out so; a time in which it could not be read does not end it")
        Instant since,
    String summary,
    @Schema(description = "why it matters here; empty when there is nothing to say") String why,
    @Schema(description = "what closes it; empty when nothing is to be done") String fix,
    @Schema(description = "the settings that close it") List<Remedy> remedies,
    @Schema(description = "what it looked at") List<Observed> read,
    @Schema(description = "the rule in words") String documentation,
    @Schema(description = "who answers for it now; absent when it counts")
        Optional<SuppressionView> suppressed) {
  static FindingView of(Finding finding, Instant since) {
    return of(finding, since, Optional.empty());
  }

  /** With what is in force on it. */
  static FindingView of(Finding finding, Instant since, Optional<Suppression> suppression) {
    return new FindingView(
        finding.rule(),
        finding.outcome(),
        finding.severity(),
        since,
        finding.summary(),
        finding.why(),
        finding.fix(),
        finding.remedies(),
        finding.read(),
        "docs/durability-rules.md#" + finding.rule(),
        suppression.map(SuppressionView::of));
  }

  /** Whether there is something to be done, or to be found out. */
  boolean stands() {
    return outcome == Outcome.FAILED || outcome == Outcome.UNKNOWN;
  }

  String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        Columns.bare("")
            .row(severity.name(), rule, outcome.name(), "since " + Times.utc(since))
            .text());
    Columns values = Columns.bare("  ");
    read.forEach(
        it ->
            values.row(
                it.name() + " = " + it.value(),
                it.origin().name() + (it.from().isEmpty() ? "" : " " + it.from()),
                Times.utc(it.at())));
    text.append(Wrapped.text("  ", "", summary)).append(values.text());
    suppressed.ifPresent(it -> text.append(Wrapped.text("  ", "", it.line())));
    return text.append(Wrapped.text("  ", "why: ", why))
        .append(Wrapped.text("  ", "fix: ", fix))
        .append(Wrapped.text("  ", "see: ", documentation))
        .append('\n')
        .toString();
  }
}
