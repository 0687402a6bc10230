package io.replicamedic.outside;

import java.time.Instant;

/**
 * Something that happened to an instance or a cluster, as DescribeEvents tells it.
 *
 * @param subject DBInstanceIdentifier or DBClusterIdentifier
 * @param of which of the two
 * @param message the event's own words
 */
public record RdsEvent(String subject, Subject of, Instant at, Kind kind, String message) {
  /** To what it happened. */
  public enum Subject {
    INSTANCE,
    CLUSTER
  }

  /** What happened; with the numbers under which RDS's documentation lists it (domain.md 5). */
  public enum Kind {
    /** The database changed hosts: 0013, 0015, 0049, 0050, 0051, 0065; of clusters 0070 to 0073. */
    FAILOVER,
    /** A managed replica's replication stopped on an error: 0045. */
    REPLICATION_ERROR,
    /** Somebody stopped it: 0062. */
    REPLICATION_STOPPED,
    /** It goes on: 0046. */
    REPLICATION_RESUMED,
    /** RDS ended it for good: 0057. */
    REPLICATION_TERMINATED
  }
}
