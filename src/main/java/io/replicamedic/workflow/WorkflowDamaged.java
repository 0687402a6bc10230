package io.replicamedic.workflow;

/** A workflow whose record cannot be read; thrown by the store, made a problem by web. */
public final class WorkflowDamaged extends RuntimeException {
  private final String id;

  /** Names the workflow and what is wrong with its record. */
  public WorkflowDamaged(String id, String why) {
    super("the record of workflow " + id + " cannot be read: " + why);
    this.id = id;
  }

  /** The workflow's id. */
  public String id() {
    return id;
  }
}
