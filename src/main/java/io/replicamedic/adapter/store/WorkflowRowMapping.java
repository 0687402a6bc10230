package io.replicamedic.adapter.store;

import io.replicamedic.workflow.DamagedWorkflow;
import io.replicamedic.workflow.Order;
import io.replicamedic.workflow.Progress;
import io.replicamedic.workflow.Workflow;
import io.replicamedic.workflow.WorkflowDamaged;
import io.replicamedic.workflow.WorkflowState;
import io.replicamedic.workflow.WorkflowStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Turns workflows into rows and back; order and progress are one JSON document each. */
@Component
final class WorkflowRowMapping {
  private final JsonMapper json;

  WorkflowRowMapping(JsonMapper json) {
    this.json = json;
  }

  WorkflowRow row(Workflow workflow) {
    return new WorkflowRow(
        workflow.id(),
        workflow.version(),
        workflow.epoch(),
        workflow.state().name(),
        workflow.order().playbookName(),
        workflow.order().target(),
        workflow.order().actor(),
        json.writeValueAsString(workflow.order()),
        json.writeValueAsString(workflow.progress()),
        workflow.phaseName(),
        workflow.summary(),
        Times.text(workflow.createdAt()),
        Times.text(workflow.updatedAt()),
        workflow.endedAt().map(Times::text).orElse(null));
  }

  /** One row. */
  Workflow workflow(WorkflowRow row) {
    try {
      return read(row);
    } catch (RuntimeException e) {
      throw new WorkflowDamaged(row.id(), why(e));
    }
  }

  /** Many rows: one that is damaged does not hide the others, nor is it hidden. */
  WorkflowStore.Listing listing(List<WorkflowRow> rows) {
    List<Workflow> workflows = new ArrayList<>();
    List<DamagedWorkflow> damaged = new ArrayList<>();
    for (WorkflowRow row : rows) {
      try {
        workflows.add(read(row));
      } catch (RuntimeException e) {
        damaged.add(damaged(row, why(e)));
      }
    }
    return new WorkflowStore.Listing(workflows, damaged);
  }

  private static DamagedWorkflow damaged(WorkflowRow row, String why) {
    return new DamagedWorkflow(
        row.id(), row.state(), row.playbook(), row.target(), row.actor(), row.createdAt(), why);
  }

  // The parser's own words without the place, which cites what stands there.
  private static String why(RuntimeException e) {
    return e instanceof JacksonException unreadable
        ? String.valueOf(unreadable.getOriginalMessage())
        : String.valueOf(e.getMessage());
  }

  private Workflow read(WorkflowRow row) {
    return new Workflow(
        row.id(),
        row.version(),
        row.epoch(),
        WorkflowState.valueOf(row.state()),
        Objects.requireNonNull(json.readValue(row.orderJson(), Order.class), "no order"),
        Objects.requireNonNull(json.readValue(row.progress(), Progress.class), "no progress"),
        row.phaseName(),
        row.summary(),
        Instant.parse(row.createdAt()),
        Instant.parse(row.updatedAt()),
        Optional.ofNullable(row.endedAt()).map(Instant::parse));
  }
}
