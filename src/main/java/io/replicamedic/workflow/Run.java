package io.replicamedic.workflow;

/** What goals and rungs see: the workflow's record as it is, and the held target. */
public record Run<G extends Grip>(Workflow workflow, G grip) {
  /** What the workflow has learnt. */
  public Memory memory() {
    return workflow.progress().memory();
  }
}
