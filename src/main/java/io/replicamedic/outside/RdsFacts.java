package io.replicamedic.outside;

import io.replicamedic.replication.ReplicationKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the RDS API says of a database.
 *
 * @param instance DBInstanceIdentifier that the facts are about: the cluster's writer, say
 * @param cluster DBClusterIdentifier, empty for a lone instance
 * @param engine aurora-mysql, mysql
 * @param engineVersion the API's words: 8.0.mysql_aurora.3.08.0
 * @param status available, modifying, …
 * @param kind what can be done to it: RDS_MANAGED when it has an RDS source, AURORA_STORAGE when it
 *     is a reader of a cluster, EXTERNAL_BINLOG otherwise
 * @param role writer, reader or instance
 * @param multiAz of the instance, or of the cluster
 * @param groups VPC security groups with their membership status
 * @param vpc {@code vpc-…} of its subnet group; empty when the API tells none
 * @param subnets all subnets of its subnet group: where it may be, now or after a failover
 * @param managedSource identifier of the RDS source of a managed replica; empty otherwise
 * @param statusInfos StatusInfos lines of a managed replica, blank for others
 * @param readAt when, by our clock
 */
public record RdsFacts(
    String instance,
    String cluster,
    String engine,
    String engineVersion,
    String status,
    ReplicationKind kind,
    Role role,
    boolean multiAz,
    List<Membership> groups,
    String vpc,
    Set<String> subnets,
    String managedSource,
    List<String> statusInfos,
    Instant readAt) {
  /** Immutable. */
  public RdsFacts {
    groups = List.copyOf(groups);
    subnets = Set.copyOf(subnets);
    statusInfos = List.copyOf(statusInfos);
  }

  /** Whose list of groups it has: its cluster, which outlives its members, or itself. */
  public AwsIdentity owner() {
    return cluster.isEmpty()
        ? new AwsIdentity(Optional.empty(), Optional.of(instance))
        : new AwsIdentity(Optional.of(cluster), Optional.empty());
  }

  /** Its place in a cluster. */
  public enum Role {
    /** A cluster's writer. */
    WRITER,
    /** A cluster's reader. */
    READER,
    /** Not in a cluster. */
    INSTANCE
  }

  /**
   * A security group that it has.
   *
   * @param status active; adding and removing mean that a change is under way
   */
  public record Membership(String group, String status) {}
}
