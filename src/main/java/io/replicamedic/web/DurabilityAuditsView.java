package io.replicamedic.web;

import io.replicamedic.audit.AuditQuery;
import io.replicamedic.audit.AuditedDatabase;
import io.replicamedic.audit.KeptAudit;
import io.replicamedic.audit.OpenFinding;
import io.replicamedic.durability.Audit;
import io.replicamedic.durability.EngineKind;
import io.replicamedic.durability.Finding.Outcome;
import io.replicamedic.durability.Grade;
import io.replicamedic.durability.Role;
import io.replicamedic.fleet.Misconfigured;
import io.replicamedic.replication.Severity;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The last durability audits of many databases, each in one line with what it found. */
record DurabilityAuditsView(
    List<AuditLine> audits,
    @Schema(description = "how many match, on all pages") int matching,
    @Schema(description = "how many of these have which grade, suppressed findings counted")
        List<GradeCount> grades,
    @Schema(description = "how many of these were never audited") long neverAudited,
    @Schema(description = "give it as after for the next page; absent on the last one")
        Optional<String> next,
    @Schema(description = "databases that are set aside because their configuration is wrong")
        List<MisconfiguredView> misconfigured)
    implements Printable, Tabular {

  /** How many databases have a grade. */
  record GradeCount(Grade grade, long databases) {}

  /** One database; more at its URL. */
  record AuditLine(
      String database,
      String endpoint,
      @Schema(description = "false: nothing is known of it yet, and all below is absent")
          boolean audited,
      Optional<EngineKind> engine,
      Optional<String> version,
      List<Role> roles,
      @Schema(description = "in which everything counts") Optional<Grade> grade,
      @Schema(description = "in which suppressed findings do not count")
          Optional<Grade> gradeUnsuppressed,
      @Schema(description = "of the worst finding that is not suppressed")
          Optional<Severity> severity,
      Optional<String> summary,
      @Schema(description = "when it was read last") Optional<Instant> at,
      @Schema(description = "what failed or is unknown, of what was asked for; the worst first")
          List<OpenFindingView> findings,
      @Schema(description = "path of the audit") String audit) {
    static AuditLine of(AuditQuery.Line line) {
      AuditedDatabase it = line.audited();
      Optional<Audit> audit = it.last().map(KeptAudit::audit);
      return new AuditLine(
          it.database().id(),
          it.database().endpoint().toString(),
          audit.isPresent(),
          audit.map(Audit::engine),
          audit.map(Audit::version),
          audit.map(last -> last.roles().stream().sorted().toList()).orElse(List.of()),
          it.grade(),
          it.gradeUnsuppressed(),
          it.severity(),
          audit.map(Audit::summary),
          audit.map(Audit::at),
          line.shown().stream().map(OpenFindingView::of).toList(),
          Media.BASE + "/databases/" + it.database().id() + "/durability-audit");
    }

    private String gradeWords() {
      return grade
          .map(
              all ->
                  all
                      + gradeUnsuppressed
                          .filter(left -> left != all)
                          .map(left -> " (" + left + " without suppressed)")
                          .orElse(""))
          .orElse("never audited");
    }

    private String count(Severity of) {
      return Long.toString(
          findings.stream()
              .filter(it -> it.suppressed().isEmpty() && it.outcome() == Outcome.FAILED)
              .filter(it -> it.severity() == of)
              .count());
    }

    private List<String> cells() {
      return List.of(
          database,
          endpoint,
          engine.map(Enum::name).orElse(""),
          version.orElse(""),
          roles.stream().map(Enum::name).collect(Collectors.joining(" ")),
          grade.map(Enum::name).orElse("NEVER_AUDITED"),
          gradeUnsuppressed.map(Enum::name).orElse(""),
          at.map(Instant::toString).orElse(""));
    }
  }

  /** One finding; more in the audit itself. */
  record OpenFindingView(
      String rule,
      @Schema(description = "FAILED or UNKNOWN") Outcome outcome,
      Severity severity,
      @Schema(description = "since when it comes out so") Instant since,
      String summary,
      @Schema(description = "what closes it; empty when nothing does") String fix,
      @Schema(description = "who answers for it; absent when it counts")
          Optional<SuppressionView> suppressed) {
    static OpenFindingView of(OpenFinding it) {
      return new OpenFindingView(
          it.finding().rule(),
          it.finding().outcome(),
          it.finding().severity(),
          it.since(),
          it.finding().summary(),
          it.finding().fix(),
          it.suppression().map(SuppressionView::of));
    }

    private List<String> cells() {
      return List.of(
          rule,
          severity.name(),
          outcome.name(),
          since.toString(),
          summary,
          fix,
          suppressed.map(it -> it.until().toString()).orElse(""),
          suppressed.map(SuppressionView::owner).orElse(""),
          suppressed.map(SuppressionView::reason).orElse(""));
    }

    private String words() {
      return rule
          + (outcome == Outcome.UNKNOWN ? " (unknown)" : "")
          + (suppressed.isPresent() ? " (suppressed)" : "");
    }
  }

  static DurabilityAuditsView of(AuditQuery.Page page, List<Misconfigured> aside) {
    return new DurabilityAuditsView(
        page.lines().stream().map(AuditLine::of).toList(),
        page.matching().size(),
        Arrays.stream(Grade.values()).map(grade -> count(page.matching(), grade)).toList(),
        page.matching().stream().filter(it -> it.last().isEmpty()).count(),
        page.next(),
        MisconfiguredView.all(aside));
  }

  private static GradeCount count(List<AuditedDatabase> all, Grade grade) {
    return new GradeCount(
        grade, all.stream().filter(it -> it.grade().filter(grade::equals).isPresent()).count());
  }

  @Override
  public String text(Reader reader) {
    Columns columns =
        Columns.headed(
            "DATABASE", "GRADE", "CRITICAL", "WARNING", "NOTICE", "AUDITED", "ENGINE", "FINDINGS");
    for (AuditLine each : audits) {
      columns.row(
          each.database(),
          each.gradeWords(),
          each.audited() ? each.count(Severity.CRITICAL) : "-",
          each.audited() ? each.count(Severity.WARNING) : "-",
          each.audited() ? each.count(Severity.NOTICE) : "-",
          each.at().map(at -> ago(at, reader.now())).orElse("-"),
          each.engine().map(it -> it + " " + each.version().orElse("")).orElse("-").strip(),
          each.findings().isEmpty()
              ? "-"
              : each.findings().stream()
                  .map(OpenFindingView::words)
                  .collect(Collectors.joining(", ")));
    }
    return columns.text() + "\n" + totals() + MisconfiguredView.text(misconfigured);
  }

  private String totals() {
    String counts =
        grades.stream()
            .filter(it -> it.databases() > 0)
            .map(it -> ", " + it.grade() + " " + it.databases())
            .collect(Collectors.joining());
    return matching
        + " match"
        + counts
        + (neverAudited > 0 ? ", never audited " + neverAudited : "")
        + next.map(it -> "; the next page: after=" + it).orElse("")
        + "\n";
  }

  private static String ago(Instant at, Instant now) {
    Duration age = Duration.between(at, now);
    return age.toHours() >= 1 ? age.toHours() + " h ago" : age.toMinutes() + " min ago";
  }

  /** One row for each finding; a database without any has one row all the same. */
  @Override
  public List<List<String>> table() {
    List<List<String>> table = new ArrayList<>();
    table.add(
        List.of(
            "database",
            "endpoint",
            "engine",
            "version",
            "roles",
            "grade",
            "grade_unsuppressed",
            "audited_at",
            "rule",
            "severity",
            "outcome",
            "since",
            "summary",
            "fix",
            "suppressed_until",
            "suppressed_owner",
            "suppressed_reason"));
    List<String> nothing = List.of("", "", "", "", "", "", "", "", "");
    for (AuditLine each : audits) {
      List<List<String>> findings = each.findings().stream().map(OpenFindingView::cells).toList();
      for (List<String> finding : findings.isEmpty() ? List.of(nothing) : findings) {
        List<String> row = new ArrayList<>(each.cells());
        row.addAll(finding);
        table.add(List.copyOf(row));
      }
    }
    return table;
  }

  @Override
  public String fileName() {
    return "durability-audits";
  }
}
