package io.replicamedic.workflow;

import java.time.Instant;

/** The newest workflow of a target, in short; told beside a status. */
public record LastWorkflow(
    String id, String playbook, WorkflowState state, Instant startedAt, Instant changedAt) {
  static LastWorkflow of(Workflow workflow) {
    return new LastWorkflow(
        workflow.id(),
        workflow.order().playbookName(),
        workflow.state(),
        workflow.createdAt(),
        workflow.updatedAt());
  }
}
