package io.replicamedic.web;

import io.replicamedic.workflow.DamagedWorkflow;
import io.replicamedic.workflow.WorkflowState;
import io.replicamedic.workflow.WorkflowStore;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Workflows, newest first, each in one line. */
record WorkflowsView(
    List<WorkflowLine> workflows,
    @Schema(description = "those among them whose record cannot be read: look at their journal")
        List<DamagedLine> damaged)
    implements Printable {

  /** What can still be told of a workflow whose record cannot be read. */
  record DamagedLine(
      String id,
      @Schema(description = "as stored, unchecked, as all but id, why and journal") String state,
      String target,
      String playbook,
      String actor,
      String createdAt,
      @Schema(description = "what is wrong with its record") String why,
      @Schema(description = "path of its journal") String journal) {
    static DamagedLine of(DamagedWorkflow it) {
      return new DamagedLine(
          it.id(),
          it.state(),
          it.target(),
          it.playbook(),
          it.actor(),
          it.createdAt(),
          it.why(),
          Media.BASE + "/workflows/" + it.id() + "/journal");
    }
  }

  /** One workflow; more at its URL. */
  record WorkflowLine(
      String id,
      WorkflowState state,
      String target,
      String playbook,
      String actor,
      String reason,
      String phase,
      String summary,
      Instant createdAt,
      Instant updatedAt,
      Optional<Instant> endedAt,
      String url) {}

  static WorkflowsView of(WorkflowStore.Listing listing) {
    return new WorkflowsView(
        listing.workflows().stream()
            .map(
                it ->
                    new WorkflowLine(
                        it.id(),
                        it.state(),
                        it.order().target(),
                        it.order().playbookName(),
                        it.order().actor(),
                        it.order().reason(),
                        it.phaseName(),
                        it.summary(),
                        it.createdAt(),
                        it.updatedAt(),
                        it.endedAt(),
                        WorkflowView.url(it)))
            .toList(),
        listing.damaged().stream().map(DamagedLine::of).toList());
  }

  @Override
  public String text(Reader reader) {
    Columns columns =
        Columns.headed("ID", "STATE", "TARGET", "PLAYBOOK", "STARTED", "TOOK", "PHASE", "SUMMARY");
    for (WorkflowLine each : workflows) {
      columns.row(
          each.id(),
          each.state().name(),
          each.target(),
          each.playbook(),
          Times.utc(each.createdAt()),
          Times.between(each.createdAt(), each.endedAt().orElse(reader.now())),
          each.phase(),
          each.summary());
    }
    for (DamagedLine each : damaged) {
      columns.row(
          each.id(),
          "DAMAGED",
          each.target(),
          each.playbook(),
          each.createdAt(),
          "",
          "",
          "its record cannot be read (" + each.why() + "): " + each.journal());
    }
    return columns.text();
  }
}
