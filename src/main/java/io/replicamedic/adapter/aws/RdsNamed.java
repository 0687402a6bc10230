package io.replicamedic.adapter.aws;

import static io.replicamedic.adapter.aws.Calls.text;

import io.replicamedic.outside.AwsIdentity;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.DBClusterMember;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** Looks up the one database that a name means; used by {@link RdsApi} and RdsParameters. */
final class RdsNamed {
  static final String INSTANCES = "rds:DescribeDBInstances";
  static final String CLUSTERS = "rds:DescribeDBClusters";

  private final Supplier<RdsClient> reader;

  RdsNamed(Supplier<RdsClient> reader) {
    this.reader = reader;
  }

  /**
   * An instance as it was found.
   *
   * @param cluster that it is a member of; empty for a lone one
   */
  record Found(DBInstance instance, Optional<DBCluster> cluster) {}

  /** The instance named, or the writer of the cluster named. */
  Found find(AwsIdentity identity) {
    if (identity.instance().isPresent()) {
      return member(identity.instance().get(), identity);
    }
    if (identity.cluster().isEmpty()) {
      throw Calls.unclear(INSTANCES, "neither a cluster nor an instance is named");
    }
    DBCluster cluster = cluster(identity.cluster().get());
    return new Found(instance(writer(cluster)), Optional.of(cluster));
  }

  private Found member(String id, AwsIdentity identity) {
    DBInstance instance = instance(id);
    String clusterId = text(instance.dbClusterIdentifier());
    String expected = identity.cluster().orElse(clusterId);
    if (!expected.equalsIgnoreCase(clusterId)) {
      String is = clusterId.isEmpty() ? "is in no cluster" : "is in cluster " + clusterId;
      throw Calls.unclear(INSTANCES, "instance " + id + " " + is + ", not in " + expected);
    }
    return new Found(
        instance, clusterId.isEmpty() ? Optional.empty() : Optional.of(cluster(clusterId)));
  }

  DBInstance instance(String id) {
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

  DBCluster cluster(String id) {
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

  static <T> T only(String action, String what, String id, List<T> told) {
    if (told.size() != 1) {
      throw Calls.unclear(action, told.size() + " " + what + " told of " + id + " instead of one");
    }
    return told.getFirst();
  }
}
