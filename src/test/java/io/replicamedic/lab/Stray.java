package io.replicamedic.lab;

/** How the row that a conflict is about came to be on the replica; part of {@link LabSettings}. */
public enum Stray {
  /** An application wrote it there: the replica has a transaction of its own UUID. */
  LOGGED,
  /** Nothing in the binary log tells of it, as after a faulty copy or a skipped transaction. */
  UNLOGGED
}
