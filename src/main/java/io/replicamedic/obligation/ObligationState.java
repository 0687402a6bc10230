package io.replicamedic.obligation;

/** An obligation's life; never back (design.md, Zombies). */
public enum ObligationState {
  /** Recorded; the act that makes it real may or may not have happened. */
  OWED,
  /** Its undo is being carried out. */
  DISCHARGING,
  /** Read back: nothing is owed any more. */
  CLOSED
}
