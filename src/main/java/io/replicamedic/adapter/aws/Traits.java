package io.replicamedic.adapter.aws;

import io.replicamedic.durability.RdsTraits;
import io.replicamedic.outside.RdsFacts;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** What the RDS API's descriptions say about durability; called by {@link RdsPages}. */
final class Traits {
  private Traits() {}

  /** Of a cluster's member the cluster's: backups and protection are not the members' own. */
  static Optional<RdsTraits> told(
      DBInstance instance, RdsFacts facts, Optional<DBCluster> cluster) {
    Optional<Integer> backups =
        cluster
            .map(it -> Optional.ofNullable(it.backupRetentionPeriod()))
            .orElseGet(() -> Optional.ofNullable(instance.backupRetentionPeriod()));
    Optional<Boolean> protection =
        cluster
            .map(it -> Optional.ofNullable(it.deletionProtection()))
            .orElseGet(() -> Optional.ofNullable(instance.deletionProtection()));
    if (backups.isEmpty() || protection.isEmpty()) {
      return Optional.empty(); // no default is made up: 0 days would be a finding
    }
    return Optional.of(
        new RdsTraits(
            facts.status(),
            facts.multiAz(),
            backups.get(),
            protection.get(),
            facts.managedSource(),
            replicas(instance, cluster),
            cluster.map(it -> it.dbClusterMembers().size()).orElse(1)));
  }

  private static List<String> replicas(DBInstance instance, Optional<DBCluster> cluster) {
    return Stream.concat(
            instance.readReplicaDBInstanceIdentifiers().stream(),
            Stream.concat(
                instance.readReplicaDBClusterIdentifiers().stream(),
                cluster.stream().flatMap(it -> it.readReplicaIdentifiers().stream())))
        .distinct()
        .toList();
  }
}
