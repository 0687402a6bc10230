package io.replicamedic.workflow;

/** What makes an act whose outcome nobody knows harmless (design.md, Zombies). */
public enum Fence {
  /** The session that would send it is gone: it cannot act any more. */
  SESSION,
  /** It names rules by id: once those are gone, a late call finds nothing. */
  RULE_ID,
  /**
   * It sets a value: twice, or late, it says the same again, and AWS refuses it some minutes after
   * its decision.
   */
  SAME_AGAIN
}
