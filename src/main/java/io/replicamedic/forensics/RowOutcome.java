package io.replicamedic.forensics;

/** What was found locally under one primary key that a transaction touched. */
public enum RowOutcome {
  /** The row is here as the transaction left it. */
  PRESENT,
  /** The row is gone as the transaction left it. */
  ABSENT_AS_EXPECTED,
  /** A row with this primary key is here, with other values. */
  DIFFERS,
  /** The row should be here and is not. */
  MISSING,
  /** The row should be gone and is here. */
  NOT_DELETED,
  /** No difference seen, but some columns could not be compared. */
  UNREADABLE
}
