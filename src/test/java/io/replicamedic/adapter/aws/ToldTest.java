package io.replicamedic.adapter.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.replicamedic.outside.CloudUnreadable;
import io.replicamedic.outside.RdsFacts;
import io.replicamedic.outside.RdsFacts.Membership;
import io.replicamedic.outside.RdsFacts.Role;
import io.replicamedic.replication.ReplicationKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.DBClusterMember;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.VpcSecurityGroupMembership;

/** What RDS may tell and neither cloud of the contract does. */
class ToldTest {
  private static final Instant NOW = Instant.EPOCH;

  @Test
  void a_reader_of_a_multi_az_cluster_promises_nothing() {
    DBCluster cluster = cluster(Map.of("c-1", true, "c-2", false)).engine("mysql").build();
    RdsFacts reader = Told.facts(instance("c-2").engine("mysql").build(), cluster, NOW);
    assertThat(reader.kind()).isEqualTo(ReplicationKind.AURORA_STORAGE);
    assertThat(reader.role()).isEqualTo(Role.READER);
    assertThat(reader.engine()).isEqualTo("mysql");
  }

  @Test
  void the_writer_of_a_cluster_that_RDS_feeds_is_managed() {
    String source = "arn:aws-cn:rds:cn-north-1:123456789012:cluster:elsewhere";
    DBCluster cluster =
        cluster(Map.of("c-1", true, "c-2", false)).replicationSourceIdentifier(source).build();
    RdsFacts writer = Told.facts(instance("c-1").build(), cluster, NOW);
    assertThat(writer.kind()).isEqualTo(ReplicationKind.RDS_MANAGED);
    assertThat(writer.managedSource()).isEqualTo(source);
    RdsFacts reader = Told.facts(instance("c-2").build(), cluster, NOW);
    assertThat(reader.kind()).isEqualTo(ReplicationKind.AURORA_STORAGE);
    assertThat(reader.managedSource()).isEmpty();
  }

  @Test
  void a_source_that_is_not_of_RDS_does_not_make_a_cluster_managed() {
    for (String source : List.of("mysql.example.com:3306", "arn:aws:ec2:eu:1:x", "")) {
      DBCluster cluster = cluster(Map.of("c-1", true)).replicationSourceIdentifier(source).build();
      RdsFacts writer = Told.facts(instance("c-1").build(), cluster, NOW);
      assertThat(writer.kind()).isEqualTo(ReplicationKind.EXTERNAL_BINLOG);
      assertThat(writer.managedSource()).isEmpty();
    }
  }

  @Test
  void an_instance_that_a_cluster_feeds_is_managed() {
    DBInstance fed = instance("x").readReplicaSourceDBClusterIdentifier("multi-az").build();
    assertThat(Told.facts(fed, NOW).kind()).isEqualTo(ReplicationKind.RDS_MANAGED);
    assertThat(Told.facts(fed, NOW).managedSource()).isEqualTo("multi-az");
  }

  @Test
  void a_clusters_failover_is_told_of_its_available_instances() {
    DBCluster cluster = cluster(Map.of("c-1", true)).status("failing-over").build();
    assertThat(Told.facts(instance("c-1").build(), cluster, NOW).status())
        .isEqualTo("failing-over");
    DBInstance rebooting = instance("c-1").dbInstanceStatus("rebooting").build();
    assertThat(Told.facts(rebooting, cluster, NOW).status()).isEqualTo("rebooting");
  }

  @Test
  void a_members_groups_and_zones_are_its_clusters() {
    DBInstance member =
        instance("c-1").multiAZ(false).vpcSecurityGroups(membership("sg-stale", "active")).build();
    DBCluster cluster =
        cluster(Map.of("c-1", true))
            .multiAZ(true)
            .vpcSecurityGroups(membership("sg-1", "adding"))
            .build();
    RdsFacts facts = Told.facts(member, cluster, NOW);
    assertThat(facts.groups()).containsExactly(new Membership("sg-1", "adding"));
    assertThat(facts.multiAz()).isTrue();
  }

  @Test
  void an_instance_that_its_cluster_does_not_name_is_unreadable() {
    DBCluster cluster = cluster(Map.of("c-1", true)).build();
    assertThatExceptionOfType(CloudUnreadable.class)
        .isThrownBy(() -> Told.facts(instance("c-9").build(), cluster, NOW))
        .withMessageContaining("c does not name c-9");
  }

  private static VpcSecurityGroupMembership membership(String group, String status) {
    return VpcSecurityGroupMembership.builder().vpcSecurityGroupId(group).status(status).build();
  }

  private static DBInstance.Builder instance(String id) {
    return DBInstance.builder()
        .dbInstanceIdentifier(id)
        .engine("aurora-mysql")
        .dbInstanceStatus("available");
  }

  private static DBCluster.Builder cluster(Map<String, Boolean> writers) {
    return DBCluster.builder()
        .dbClusterIdentifier("c")
        .status("available")
        .dbClusterMembers(
            writers.entrySet().stream()
                .map(
                    member ->
                        DBClusterMember.builder()
                            .dbInstanceIdentifier(member.getKey())
                            .isClusterWriter(member.getValue())
                            .build())
                .toList());
  }
}
