package io.replicamedic.adapter.aws;

import static io.replicamedic.adapter.aws.Calls.text;

import io.replicamedic.outside.CloudUnreadable;
import io.replicamedic.outside.RdsFacts;
import io.replicamedic.outside.RdsFacts.Membership;
import io.replicamedic.outside.RdsFacts.Role;
import io.replicamedic.replication.ReplicationKind;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBInstanceStatusInfo;
import software.amazon.awssdk.services.rds.model.VpcSecurityGroupMembership;

/** What the RDS API's descriptions say about replication; called by {@link RdsApi}. */
final class Told {
  private static final String AVAILABLE = "available";

  private Told() {}

  /** A lone instance. */
  static RdsFacts facts(DBInstance instance, Instant now) {
    String source =
        firstOf(
            instance.readReplicaSourceDBInstanceIdentifier(),
            instance.readReplicaSourceDBClusterIdentifier());
    return new RdsFacts(
        instance.dbInstanceIdentifier(),
        "",
        text(instance.engine()),
        text(instance.engineVersion()),
        text(instance.dbInstanceStatus()),
        source.isEmpty() ? ReplicationKind.EXTERNAL_BINLOG : ReplicationKind.RDS_MANAGED,
        Role.INSTANCE,
        Boolean.TRUE.equals(instance.multiAZ()),
        groups(instance.vpcSecurityGroups()),
        vpc(instance),
        subnets(instance),
        source,
        statusInfos(instance),
        now);
  }

  /** A member of a cluster: its groups, and whether it is Multi-AZ, are the cluster's. */
  static RdsFacts facts(DBInstance instance, DBCluster cluster, Instant now) {
    Role role = role(instance, cluster);
    String source = role == Role.READER ? "" : rdsSource(instance, cluster);
    return new RdsFacts(
        instance.dbInstanceIdentifier(),
        cluster.dbClusterIdentifier(),
        text(instance.engine()),
        text(instance.engineVersion()),
        status(instance, cluster),
        kind(role, source),
        role,
        Boolean.TRUE.equals(cluster.multiAZ()),
        groups(cluster.vpcSecurityGroups()),
        vpc(instance),
        subnets(instance),
        source,
        statusInfos(instance),
        now);
  }

  /**
   * Every reader of a cluster counts as AURORA_STORAGE, because nothing can be done to it. A
   * Multi-AZ DB cluster's reader (engine mysql) does replicate by binlog, but refuses start, stop
   * and reset alike (domain.md 1), while RDS_MANAGED would promise that it can be started and
   * stopped.
   */
  private static ReplicationKind kind(Role role, String source) {
    if (role == Role.READER) {
      return ReplicationKind.AURORA_STORAGE;
    }
    return source.isEmpty() ? ReplicationKind.EXTERNAL_BINLOG : ReplicationKind.RDS_MANAGED;
  }

  private static Role role(DBInstance instance, DBCluster cluster) {
    return cluster.dbClusterMembers().stream()
        .filter(
            member ->
                instance.dbInstanceIdentifier().equalsIgnoreCase(member.dbInstanceIdentifier()))
        .map(member -> Boolean.TRUE.equals(member.isClusterWriter()) ? Role.WRITER : Role.READER)
        .findFirst()
        .orElseThrow(
            () -> {
              String why =
                  "cluster %s does not name %s among its members"
                      .formatted(cluster.dbClusterIdentifier(), instance.dbInstanceIdentifier());
              return new CloudUnreadable(
                  "rds:DescribeDBClusters", "", why, new IllegalStateException(why));
            });
  }

  /** A cluster is also given what replicates into it from elsewhere; only an ARN of RDS counts. */
  private static String rdsSource(DBInstance instance, DBCluster cluster) {
    String ofCluster = text(cluster.replicationSourceIdentifier());
    return firstOf(
        instance.readReplicaSourceDBInstanceIdentifier(),
        instance.readReplicaSourceDBClusterIdentifier(),
        isRdsArn(ofCluster) ? ofCluster : "");
  }

  /** {@code arn:aws:rds:…}, {@code arn:aws-cn:rds:…}. */
  private static boolean isRdsArn(String identifier) {
    String[] parts = identifier.split(":", 4);
    return parts.length == 4 && parts[0].equals("arn") && parts[2].equals("rds");
  }

  /**
   * A failover, or a change of groups, is told of the cluster while its instances are available.
   */
  private static String status(DBInstance instance, DBCluster cluster) {
    String own = text(instance.dbInstanceStatus());
    String ofCluster = text(cluster.status());
    return own.equals(AVAILABLE) && !ofCluster.isEmpty() ? ofCluster : own;
  }

  static List<Membership> groups(List<VpcSecurityGroupMembership> told) {
    return told.stream()
        .map(each -> new Membership(each.vpcSecurityGroupId(), text(each.status())))
        .toList();
  }

  /** Of a cluster's member too: only instances tell their subnet group whole. */
  private static String vpc(DBInstance instance) {
    return instance.dbSubnetGroup() == null ? "" : text(instance.dbSubnetGroup().vpcId());
  }

  private static Set<String> subnets(DBInstance instance) {
    return instance.dbSubnetGroup() == null
        ? Set.of()
        : instance.dbSubnetGroup().subnets().stream()
            .map(subnet -> text(subnet.subnetIdentifier()))
            .collect(Collectors.toSet());
  }

  /** {@code read replication: error, not normal, …}, in the API's words. */
  private static List<String> statusInfos(DBInstance instance) {
    return instance.statusInfos().stream().map(Told::line).toList();
  }

  private static String line(DBInstanceStatusInfo info) {
    String words =
        Stream.of(
                text(info.status()),
                Boolean.FALSE.equals(info.normal()) ? "not normal" : "",
                text(info.message()))
            .filter(word -> !word.isBlank())
            .collect(Collectors.joining(", "));
    return text(info.statusType()).toLowerCase(Locale.ROOT) + ": " + words;
  }

  private static String firstOf(@Nullable String... values) {
    return Stream.of(values)
        .map(Calls::text)
        .filter(value -> !value.isBlank())
        .findFirst()
        .orElse("");
  }
}
