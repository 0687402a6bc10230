package io.replicamedic.workflow;

/**
 * Who owns a workflow, told by its epoch: odd while an instance carries it on, even while nobody
 * does. Every taking gives a new number, so an instance that slept through one notices.
 */
final class Ownership {
  private Ownership() {}

  static boolean owned(Workflow workflow) {
    return workflow.epoch() % 2 == 1;
  }

  static Workflow taken(Workflow workflow) {
    return workflow.owned(workflow.epoch() + (owned(workflow) ? 2 : 1));
  }

  static Workflow letGo(Workflow workflow) {
    return owned(workflow) ? workflow.owned(workflow.epoch() + 1) : workflow;
  }
}
