package io.replicamedic.workflow;

/** Which end a closing workflow is going to have, and why, in one sentence. */
public record Ending(WorkflowState end, String why) {}
