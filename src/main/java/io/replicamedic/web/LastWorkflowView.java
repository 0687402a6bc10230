package io.replicamedic.web;

import io.replicamedic.workflow.LastWorkflow;
import io.replicamedic.workflow.WorkflowState;
import java.time.Instant;

/** The newest workflow of a replica, in short; part of its status. */
record LastWorkflowView(
    String id,
    String playbook,
    WorkflowState state,
    Instant startedAt,
    Instant changedAt,
    String link) {
  static LastWorkflowView of(LastWorkflow it) {
    return new LastWorkflowView(
        it.id(),
        it.playbook(),
        it.state(),
        it.startedAt(),
        it.changedAt(),
        Media.BASE + "/workflows/" + it.id());
  }

  /** In one line. */
  String line() {
    return playbook + " " + state + " since " + Times.utc(changedAt) + ", " + link;
  }
}
