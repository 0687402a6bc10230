package io.replicamedic.workflow;

/** A commit that was decided on a version which is not the newest any more; nothing was written. */
public final class Superseded extends RuntimeException {
  /** Names the workflow. */
  public Superseded(String workflowId) {
    super("workflow " + workflowId + " has moved on meanwhile");
  }
}
