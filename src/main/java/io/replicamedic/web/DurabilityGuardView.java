package io.replicamedic.web;

import io.replicamedic.audit.PlannedWorkGuard;
import io.replicamedic.durability.Finding;
import io.replicamedic.durability.Grade;
import io.replicamedic.durability.LossWindow;
import io.replicamedic.replication.Severity;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Whether planned work may begin. */
record DurabilityGuardView(
    String database,
    @Schema(example = "failover") String plannedWork,
    @Schema(
            description = "refused while acknowledged commits could be lost, or nobody can tell",
            allowableValues = {"allowed", "refused"})
        String verdict,
    @Schema(description = "one line") String why,
    Grade grade,
    @Schema(description = "when it was looked at") Instant at,
    @Schema(description = "what would lose commits, the worst first") List<AgainstView> findings,
    @Schema(description = "what each failure that the work amounts to could cost, in words")
        List<WindowView> windows)
    implements Printable {

  /** A finding against it. */
  record AgainstView(String rule, Severity severity, String summary, String fix) {
    static AgainstView of(Finding finding) {
      return new AgainstView(finding.rule(), finding.severity(), finding.summary(), finding.fix());
    }
  }

  /** A loss window. */
  record WindowView(String failure, String words) {
    static WindowView of(LossWindow window) {
      return new WindowView(window.failure().name(), window.words());
    }
  }

  static DurabilityGuardView of(PlannedWorkGuard.Answer answer) {
    return new DurabilityGuardView(
        answer.audit().database(),
        answer.guarded().work().word(),
        answer.guarded().allowed() ? "allowed" : "refused",
        answer.guarded().why(),
        answer.audit().grade(),
        answer.audit().at(),
        answer.guarded().findings().stream().map(AgainstView::of).toList(),
        answer.guarded().windows().stream().map(WindowView::of).toList());
  }

  @Override
  public String text(Reader reader) {
    StringBuilder text = new StringBuilder();
    text.append(verdict.toUpperCase(Locale.ROOT)).append("  ");
    text.append(plannedWork).append(" of ").append(database).append(": ");
    text.append(Columns.clean(why)).append('\n');
    if (!findings.isEmpty()) {
      Columns columns = Columns.headed("RULE", "SEVERITY", "FINDING", "FIX");
      findings.forEach(it -> columns.row(it.rule(), it.severity().name(), it.summary(), it.fix()));
      text.append('\n').append(columns.text());
    }
    windows.forEach(
        it ->
            text.append('\n').append(it.failure()).append(": ").append(Columns.clean(it.words())));
    return text.append('\n').toString();
  }
}
