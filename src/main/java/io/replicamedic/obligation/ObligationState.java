package io.replicamedic.obligation;

/**
 * An obligation's life, in this order and never back (design.md, Zombies). A configuration goes
 * OWED, DISCHARGING, CLOSED; an egress cut goes ADDING, CUTTING, DISCHARGING, CLOSED, the names of
 * the checked model.
 */
public enum ObligationState {
  /** Recorded; the act that makes it real may or may not have happened. */
  OWED,
  /** Narrower rules are being added; no revoke was ever intended: nothing is cut. */
  ADDING,
  /** An intent to revoke was committed: egress may be cut, now or whenever that call arrives. */
  CUTTING,
  /** Its undo is being carried out. */
  DISCHARGING,
  /** Read back: nothing is owed any more. */
  CLOSED
}
