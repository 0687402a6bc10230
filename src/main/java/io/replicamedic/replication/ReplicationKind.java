package io.replicamedic.replication;

/** The three kinds of replica; each allows different work (domain.md 1). */
public enum ReplicationKind {
  /** An RDS or Aurora writer fed over the binlog by a server outside; the procedures apply. */
  EXTERNAL_BINLOG,
  /** An RDS read replica; its source may be changed by RDS only. */
  RDS_MANAGED,
  /** An Aurora reader: shared storage, no binlog replication at all. */
  AURORA_STORAGE
}
