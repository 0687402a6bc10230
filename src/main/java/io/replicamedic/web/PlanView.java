package io.replicamedic.web;

import io.replicamedic.workflow.Plan;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** What a real run would do, from readings of just now; nothing was touched. */
record PlanView(
    String playbook,
    String target,
    @Schema(description = "in order; one is taken only if its phase's goal is not met by then")
        List<StepView> steps,
    @Schema(description = "what one should know: what changes, what is skipped and why")
        List<String> notes,
    @Schema(description = "what a person will be asked") List<String> questions,
    @Schema(description = "checks that said no; with any, nothing would be touched")
        List<String> refusals,
    @Schema(description = "SHA-256 over the steps and questions, never over positions or times")
        String digest)
    implements Printable {

  /** One rung. */
  record StepView(
      String phase,
      String rung,
      @Schema(description = "what would be sent, secrets redacted") String statement,
      @Schema(description = "under which condition") String when,
      boolean irreversible) {}

  static PlanView of(Plan plan) {
    return new PlanView(
        plan.playbook(),
        plan.target(),
        plan.steps().stream()
            .map(
                it ->
                    new StepView(
                        it.phase(), it.rung(), it.statement(), it.when(), it.irreversible()))
            .toList(),
        plan.notes(),
        plan.questions(),
        plan.refusals(),
        plan.digest());
  }

  @Override
  public String text(Reader reader) {
    StringBuilder text = new StringBuilder();
    text.append("DRY RUN  ").append(playbook).append(' ').append(target);
    text.append(": nothing was touched\ndigest   ").append(digest).append("\n\n");
    Columns columns = Columns.headed("PHASE", "RUNG", "FOR GOOD", "WHEN", "STATEMENT");
    for (StepView step : steps) {
      columns.row(
          step.phase(),
          step.rung(),
          step.irreversible() ? "yes" : "",
          step.when(),
          step.statement());
    }
    text.append(columns.text());
    section(text, "refused, so nothing would be touched", refusals);
    section(text, "will be asked", questions);
    section(text, "notes", notes);
    return text.toString();
  }

  private static void section(StringBuilder text, String title, List<String> lines) {
    if (!lines.isEmpty()) {
      text.append('\n').append(title).append('\n');
      lines.forEach(line -> text.append("  ").append(Columns.clean(line)).append('\n'));
    }
  }
}
