package io.replicamedic.replication;

/** A set of GTIDs, tagged ones too; an immutable value. */
public final class GtidSet {
  private GtidSet() {}
}
