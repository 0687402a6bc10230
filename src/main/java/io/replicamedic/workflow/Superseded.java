package io.replicamedic.workflow;

/** A commit that was decided on a version which is not the newest any more; nothing was written. */
public final class Superseded extends RuntimeException {
  /** Names the workflow. */
  public Superseded(String workflowId) {
    this("workflow", workflowId);
  }

  private Superseded(String what, String id) {
    super(what + " " + id + " has moved on meanwhile");
  }

  /** It was an obligation that another has moved on. */
  public static Superseded obligation(String id) {
    return new Superseded("obligation", id);
  }
}
