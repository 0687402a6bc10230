package io.replicamedic.durability;

/** The overall word for a manager. */
public enum Grade {
  /** No acknowledged commit can be lost by one failure, and nothing failed. */
  SAFE,
  /** Advice only. */
  SOUND,
  /** At least one warning, or something that matters could not be read. */
  AT_RISK,
  /** One failure can lose acknowledged commits. */
  LOSES_COMMITS,
  /** Nothing that matters could be read. */
  UNKNOWN
}
