package io.replicamedic.workflow;

/** Commits a change of the workflow that a tenure owns; throws Superseded when it moved on. */
@FunctionalInterface
interface Committing {
  /** The workflow as stored. */
  Workflow commit(Change change);
}
