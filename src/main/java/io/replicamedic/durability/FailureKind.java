package io.replicamedic.durability;

/** What can fail. */
public enum FailureKind {
  /** mysqld dies (kill -9, out of memory); its host and disk live on. */
  PROCESS_CRASH,
  /** Host, operating system or zone is lost; what the disk has survives. */
  HOST_OR_ZONE_FAILURE,
  /** RDS moves to the standby or another member: for the old one a host failure. */
  FAILOVER,
  /** The server crashes in its role as a replica: position, relay logs, gaps. */
  REPLICA_CRASH
}
