package io.replicamedic.durability;

/**
 * What one kind of failure can cost.
 *
 * @param rows committed rows of this database
 * @param binlog transactions of its binlog
 * @param replicas how its replicas stand to it afterwards
 * @param words one or two sentences for a DBA
 */
public record LossWindow(
    FailureKind failure, Loss rows, Loss binlog, Replicas replicas, String words) {
  /** How replicas stand to the database when it is back. */
  public enum Replicas {
    /** They have what it has. */
    SAME,
    /** They may have rows that it lost: error 1062 or 1032 later (incident 2). */
    MAY_BE_AHEAD,
    /** They may never get transactions that it kept, or stop with error 1236. */
    MAY_MISS,
    /** Some may be ahead of it and lack what it kept: both of the above. */
    MAY_DIVERGE,
    /** It has none, or this failure cannot happen here. */
    NONE,
    /** What decides it could not be read. */
    UNKNOWN
  }
}
