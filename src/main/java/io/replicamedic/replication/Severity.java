package io.replicamedic.replication;

/** How much a diagnosis matters, for alerts and for the order of a list; the worst last. */
public enum Severity {
  /** As it should be. */
  OK,
  /** Somebody wanted it so, or it passes by itself. */
  NOTICE,
  /** To be looked at today. */
  WARNING,
  /** It does not replicate, or the data is in doubt. */
  CRITICAL
}
