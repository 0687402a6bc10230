package io.replicamedic.durability;

/** Whose storage and whose failover it is: the same setting means something else in each. */
public enum EngineKind {
  /** RDS for MySQL: an instance, with or without a Multi-AZ standby. */
  RDS_INSTANCE,
  /** RDS for MySQL: a Multi-AZ DB cluster, one writer and two readers with a log of their own. */
  RDS_CLUSTER,
  /** Aurora MySQL v2 (5.7), v3 (8.0) and 8.4: storage apart, no standby to mirror. */
  AURORA,
  /** A MySQL server that nobody manages. */
  PLAIN
}
