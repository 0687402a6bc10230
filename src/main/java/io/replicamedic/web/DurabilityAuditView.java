package io.replicamedic.web;

import io.replicamedic.audit.AuditedDatabase;
import io.replicamedic.audit.KeptAudit;
import io.replicamedic.audit.Occasion;
import io.replicamedic.audit.Suppression;
import io.replicamedic.durability.Audit;
import io.replicamedic.durability.EngineKind;
import io.replicamedic.durability.Finding.Outcome;
import io.replicamedic.durability.Grade;
import io.replicamedic.durability.Role;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What can be lost, and how to close it: a durability audit of one database. */
record DurabilityAuditView(
    String database,
    @Schema(description = "1, 2, 3, … of its database; audits that say the same share one")
        long number,
    @Schema(description = "the overall word for a manager") Grade grade,
    @Schema(description = "in which findings that are suppressed now do not count")
        Grade gradeUnsuppressed,
    @Schema(description = "one or two sentences for a manager") String summary,
    @Schema(description = "whose storage it is") EngineKind engine,
    @Schema(example = "8.0.41") String version,
    @Schema(description = "what it is to others, as far as is known") List<Role> roles,
    @Schema(description = "what it was judged as for want of knowing better, with the reasons")
        List<String> notes,
    @Schema(description = "when it was read last") Instant at,
    @Schema(description = "since when the verdict is this") Instant since,
    @Schema(description = "how many audits in a row said so") int runs,
    @Schema(description = "who had it audited the last time") String by,
    String reason,
    @Schema(description = "empty when none was named") String ticket,
    @Schema(description = "failure by failure: what survives") List<LossWindowView> matrix,
    @Schema(description = "one for each rule, the worst first") List<FindingView> findings)
    implements Printable {
  static DurabilityAuditView of(KeptAudit kept) {
    return of(kept, Map.of());
  }

  /**
   * With what is suppressed now.
   *
   * @param suppressions in force on the database, by rule
   */
  static DurabilityAuditView of(KeptAudit kept, Map<String, Suppression> suppressions) {
    Audit audit = kept.audit();
    return new DurabilityAuditView(
        audit.database(),
        kept.number(),
        audit.grade(),
        AuditedDatabase.gradeUnsuppressed(kept, suppressions),
        audit.summary(),
        audit.engine(),
        audit.version(),
        audit.roles().stream().sorted().toList(),
        kept.notes(),
        kept.lastAt(),
        kept.firstAt(),
        kept.runs(),
        kept.occasion().actor(),
        kept.occasion().reason(),
        kept.occasion() instanceof Occasion.Asked asked ? asked.ticket() : "",
        audit.windows().stream().map(LossWindowView::of).toList(),
        audit.findings().stream()
            .map(
                it ->
                    FindingView.of(
                        it,
                        kept.since(it.rule()),
                        Optional.ofNullable(suppressions.get(it.rule()))))
            .toList());
  }

  @Override
  public String text(Reader reader) {
    StringBuilder text = new StringBuilder();
    text.append(Columns.clean(database)).append(": ").append(gradeWords()).append('\n');
    text.append(Wrapped.text("", "", summary)).append('\n');
    text.append(head());
    notes.forEach(it -> text.append(Wrapped.text("", "note: ", it)));
    text.append('\n');
    Columns lines =
        Columns.headed("FAILURE", "COMMITTED ROWS", "BINARY LOG", "REPLICAS AFTERWARDS");
    matrix.forEach(it -> it.line(lines));
    text.append(lines.text()).append('\n');
    matrix.forEach(it -> text.append(Wrapped.text("", it.name() + ": ", it.words())));
    text.append('\n');
    findings.stream().filter(FindingView::stands).forEach(it -> text.append(it.text()));
    return text.append(names("passed: ", Outcome.PASSED))
        .append(names("not applicable here: ", Outcome.NOT_APPLICABLE))
        .toString();
  }

  private String gradeWords() {
    return grade == gradeUnsuppressed
        ? grade.name()
        : grade + " (" + gradeUnsuppressed + " without suppressed)";
  }

  private String head() {
    return Columns.bare("")
        .row("server", (engineWords() + " " + version).strip() + roleWords())
        .row("read", Times.utc(at) + ", by " + by + ": " + reason + ticketWords())
        .row(
            "verdict",
            "number " + number + ", the same since " + Times.utc(since) + ", audits: " + runs)
        .row(
            "findings",
            count(Outcome.FAILED)
                + " failed, "
                + count(Outcome.UNKNOWN)
                + " unknown, "
                + count(Outcome.PASSED)
                + " passed")
        .text();
  }

  private String engineWords() {
    return switch (engine) {
      case RDS_INSTANCE -> "RDS for MySQL";
      case RDS_CLUSTER -> "RDS Multi-AZ DB cluster";
      case AURORA -> "Aurora MySQL";
      case PLAIN -> "MySQL";
    };
  }

  private String roleWords() {
    return roles.isEmpty()
        ? ", alone as far as is known"
        : ", "
            + roles.stream()
                .map(it -> it.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(" and "));
  }

  private String ticketWords() {
    return ticket.isEmpty() ? "" : " (" + ticket + ")";
  }

  private long count(Outcome outcome) {
    return findings.stream().filter(it -> it.outcome() == outcome).count();
  }

  private String names(String label, Outcome outcome) {
    return Wrapped.text(
        "",
        label,
        findings.stream()
            .filter(it -> it.outcome() == outcome)
            .map(FindingView::rule)
            .collect(Collectors.joining(", ")));
  }
}
