package io.replicamedic.workflow;

/**
 * What can still be told of a workflow whose record cannot be read; listed beside the others, so
 * that damage is never hidden. All but {@code id} and {@code why} is the stored text, unchecked.
 *
 * @param why what is wrong with its record
 */
public record DamagedWorkflow(
    String id,
    String state,
    String playbook,
    String target,
    String actor,
    String createdAt,
    String why) {
  /** As whoever asks for it alone is told. */
  WorkflowDamaged damage() {
    return new WorkflowDamaged(id, why);
  }
}
