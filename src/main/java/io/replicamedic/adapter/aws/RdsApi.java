package io.replicamedic.adapter.aws;

import static io.replicamedic.adapter.aws.Calls.text;

import io.replicamedic.outside.ApiAnswer;
import io.replicamedic.outside.AwsIdentity;
import io.replicamedic.outside.RdsFacts;
import io.replicamedic.outside.RdsFleet;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.DBClusterMember;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.ModifyDbClusterRequest;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;

/** The RDS API through the SDK; what its answers mean is said by {@link Told}. */
final class RdsApi implements RdsFleet {
  static final String INSTANCES = "rds:DescribeDBInstances";
  static final String CLUSTERS = "rds:DescribeDBClusters";

  private final Supplier<RdsClient> reader;
  private final Supplier<RdsClient> writer;
  private final Clock clock;

  RdsApi(Supplier<RdsClient> reader, Supplier<RdsClient> writer, Clock clock) {
    this.reader = reader;
    this.writer = writer;
    this.clock = clock;
  }

  @Override
  public RdsFacts facts(AwsIdentity identity) {
    Instant now = clock.instant(); // before the question: never younger than what it tells
    if (identity.instance().isPresent()) {
      return ofInstance(identity.instance().get(), identity, now);
    }
    if (identity.cluster().isEmpty()) {
      throw Calls.unclear(INSTANCES, "neither a cluster nor an instance is named");
    }
    DBCluster cluster = cluster(identity.cluster().get());
    return Told.facts(instance(writer(cluster)), cluster, now);
  }

  @Override
  public List<RdsFacts.Membership> groups(AwsIdentity owner) {
    return Told.groups(
        owner.cluster().isPresent()
            ? cluster(owner.cluster().get()).vpcSecurityGroups()
            : instance(owner.instance().orElseThrow()).vpcSecurityGroups());
  }

  /**
   * Without ApplyImmediately: groups are changed at once all the same, and it would also apply
   * whatever else waits for the maintenance window.
   */
  @Override
  public ApiAnswer setGroups(AwsIdentity owner, List<String> groups, Instant decidedAt) {
    if (groups.isEmpty()) { // an empty list is not sent, and so would change nothing
      throw new IllegalArgumentException("no group for " + owner);
    }
    AwsRequestOverrideConfiguration signed = SignedAsOf.rds(decidedAt);
    if (owner.cluster().isEmpty()) {
      ModifyDbInstanceRequest request =
          ModifyDbInstanceRequest.builder()
              .dbInstanceIdentifier(owner.instance().orElseThrow())
              .vpcSecurityGroupIds(groups)
              .overrideConfiguration(signed)
              .build();
      return Calls.write(
          () -> writer.get().modifyDBInstance(request).responseMetadata().requestId());
    }
    ModifyDbClusterRequest request =
        ModifyDbClusterRequest.builder()
            .dbClusterIdentifier(owner.cluster().get())
            .vpcSecurityGroupIds(groups)
            .overrideConfiguration(signed)
            .build();
    return Calls.write(() -> writer.get().modifyDBCluster(request).responseMetadata().requestId());
  }

  private RdsFacts ofInstance(String id, AwsIdentity identity, Instant now) {
    DBInstance instance = instance(id);
    String clusterId = text(instance.dbClusterIdentifier());
    String expected = identity.cluster().orElse(clusterId);
    if (!expected.equalsIgnoreCase(clusterId)) {
      String is = clusterId.isEmpty() ? "is in no cluster" : "is in cluster " + clusterId;
      throw Calls.unclear(INSTANCES, "instance " + id + " " + is + ", not in " + expected);
    }
    if (clusterId.isEmpty()) {
      return Told.facts(instance, now);
    }
    return Told.facts(instance, cluster(clusterId), now);
  }

  private DBInstance instance(String id) {
    List<DBInstance> told =
        Calls.read(
            INSTANCES,
            () ->
                reader
                    .get()
                    .describeDBInstances(all -> all.dbInstanceIdentifier(id))
                    .dbInstances());
    return only(INSTANCES, "instances", id, told);
  }

  private DBCluster cluster(String id) {
    List<DBCluster> told =
        Calls.read(
            CLUSTERS,
            () -> reader.get().describeDBClusters(all -> all.dbClusterIdentifier(id)).dbClusters());
    return only(CLUSTERS, "clusters", id, told);
  }

  /** While a cluster fails over it may name none, or two. */
  private static String writer(DBCluster cluster) {
    List<String> writers =
        cluster.dbClusterMembers().stream()
            .filter(member -> Boolean.TRUE.equals(member.isClusterWriter()))
            .map(DBClusterMember::dbInstanceIdentifier)
            .toList();
    return only(CLUSTERS, "writers", cluster.dbClusterIdentifier(), writers);
  }

  private static <T> T only(String action, String what, String id, List<T> told) {
    if (told.size() != 1) {
      throw Calls.unclear(action, told.size() + " " + what + " told of " + id + " instead of one");
    }
    return told.getFirst();
  }
}
