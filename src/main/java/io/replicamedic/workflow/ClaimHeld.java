package io.replicamedic.workflow;

/** A commit that would claim what another workflow holds; nothing was written. */
public final class ClaimHeld extends RuntimeException {
  /** Names the claim and its holder. */
  public ClaimHeld(String claim, String workflowId) {
    super(claim + " is held by workflow " + workflowId);
  }
}
