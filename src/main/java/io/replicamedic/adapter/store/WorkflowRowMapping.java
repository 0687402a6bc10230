package io.replicamedic.adapter.store;

import io.replicamedic.workflow.Order;
import io.replicamedic.workflow.Progress;
import io.replicamedic.workflow.Workflow;
import io.replicamedic.workflow.WorkflowState;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;
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
        workflow.order().playbook(),
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

  Workflow workflow(WorkflowRow row) {
    return new Workflow(
        row.id(),
        row.version(),
        row.epoch(),
        WorkflowState.valueOf(row.state()),
        json.readValue(row.orderJson(), Order.class),
        json.readValue(row.progress(), Progress.class),
        row.phaseName(),
        row.summary(),
        Instant.parse(row.createdAt()),
        Instant.parse(row.updatedAt()),
        Optional.ofNullable(row.endedAt()).map(Instant::parse));
  }
}
