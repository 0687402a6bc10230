package io.replicamedic.web;

import io.replicamedic.workflow.Workflow;
import io.replicamedic.workflow.WorkflowState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Workflows, newest first, each in one line. */
record WorkflowsView(List<WorkflowLine> workflows) implements Printable {

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

  static WorkflowsView of(List<Workflow> workflows) {
    return new WorkflowsView(
        workflows.stream()
            .map(
                it ->
                    new WorkflowLine(
                        it.id(),
                        it.state(),
                        it.order().target(),
                        it.order().playbook(),
                        it.order().actor(),
                        it.order().reason(),
                        it.phaseName(),
                        it.summary(),
                        it.createdAt(),
                        it.updatedAt(),
                        it.endedAt(),
                        WorkflowView.url(it)))
            .toList());
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
    return columns.text();
  }
}
