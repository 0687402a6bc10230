package io.replicamedic.durability;

/** What a database is to others; it can be several at once. */
public enum Role {
  /** Others replicate from it. */
  SOURCE,
  /** It replicates from another. */
  REPLICA,
  /** The green side of a blue/green deployment: not in use yet, and catching up. */
  GREEN
}
