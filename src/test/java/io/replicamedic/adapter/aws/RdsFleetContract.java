package io.replicamedic.adapter.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.replicamedic.lab.Await;
import io.replicamedic.lab.Cloud;
import io.replicamedic.outside.ApiAnswer;
import io.replicamedic.outside.ApiAnswer.Accepted;
import io.replicamedic.outside.ApiAnswer.Refused;
import io.replicamedic.outside.AwsIdentity;
import io.replicamedic.outside.CloudUnreadable;
import io.replicamedic.outside.RdsFacts;
import io.replicamedic.outside.RdsFacts.Membership;
import io.replicamedic.outside.RdsFacts.Role;
import io.replicamedic.outside.RdsFleet;
import io.replicamedic.replication.ReplicationKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What we rely on in RDS; run on every cloud that stands in for it. All rules read one fleet. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RdsFleetContract {
  static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private String group = "";

  abstract Cloud cloud();

  /** Its clock stands at noon. */
  abstract RdsFleet fleet();

  /** What the API says of a managed replica's source. */
  String managedSource() {
    return "lone";
  }

  @BeforeAll
  void aFleet() {
    group = cloud().group("databases");
    cloud().instance("lone", List.of(group));
    cloud().readReplica("lone-replica", "lone", List.of(group));
    cloud().cluster("orders", "orders-1", "orders-2", List.of(group));
  }

  @Test
  void a_lone_instance_replicates_from_outside_if_at_all() {
    RdsFacts facts = fleet().facts(instance("lone"));
    assertThat(facts.instance()).isEqualTo("lone");
    assertThat(facts.cluster()).isEmpty();
    assertThat(facts.engine()).isEqualTo("mysql");
    assertThat(facts.engineVersion()).matches("\\d+\\.\\d+.*");
    assertThat(facts.status()).isEqualTo("available");
    assertThat(facts.kind()).isEqualTo(ReplicationKind.EXTERNAL_BINLOG);
    assertThat(facts.role()).isEqualTo(Role.INSTANCE);
    assertThat(facts.multiAz()).isFalse();
    assertThat(facts.managedSource()).isEmpty();
    assertThat(facts.statusInfos()).isEmpty();
    assertThat(facts.groups()).containsExactly(new Membership(group, "active"));
    assertThat(facts.readAt()).isEqualTo(NOON);
  }

  @Test
  void a_replica_that_RDS_made_is_managed_and_names_its_source() {
    RdsFacts facts = fleet().facts(instance("lone-replica"));
    assertThat(facts.kind()).isEqualTo(ReplicationKind.RDS_MANAGED);
    assertThat(facts.role()).isEqualTo(Role.INSTANCE);
    assertThat(facts.managedSource()).isEqualTo(managedSource());
  }

  @Test
  void a_cluster_means_its_writer() {
    RdsFacts facts = fleet().facts(cluster("orders"));
    assertThat(facts.instance()).isEqualTo("orders-1");
    assertThat(facts.cluster()).isEqualTo("orders");
    assertThat(facts.engine()).isEqualTo("aurora-mysql");
    assertThat(facts.status()).isEqualTo("available");
    assertThat(facts.kind()).isEqualTo(ReplicationKind.EXTERNAL_BINLOG);
    assertThat(facts.role()).isEqualTo(Role.WRITER);
    assertThat(facts.groups()).containsExactly(new Membership(group, "active"));
    assertThat(facts.readAt()).isEqualTo(NOON);
  }

  @Test
  void an_instance_of_a_cluster_is_told_with_its_role() {
    assertThat(fleet().facts(instance("orders-1"))).isEqualTo(fleet().facts(cluster("orders")));
    RdsFacts reader = fleet().facts(instance("orders-2"));
    assertThat(reader.cluster()).isEqualTo("orders");
    assertThat(reader.role()).isEqualTo(Role.READER);
    assertThat(reader.kind()).isEqualTo(ReplicationKind.AURORA_STORAGE);
    assertThat(reader.groups()).containsExactly(new Membership(group, "active"));
  }

  @Test
  void an_instance_must_be_in_the_cluster_that_it_is_registered_with() {
    assertThat(fleet().facts(both("orders", "orders-2")).role()).isEqualTo(Role.READER);
    assertThatExceptionOfType(CloudUnreadable.class)
        .isThrownBy(() -> fleet().facts(both("orders", "lone")))
        .withMessageContaining("lone is in no cluster, not in orders");
    assertThatExceptionOfType(CloudUnreadable.class)
        .isThrownBy(() -> fleet().facts(both("payments", "orders-1")))
        .withMessageContaining("orders-1 is in cluster orders, not in payments");
  }

  @Test
  void what_RDS_does_not_know_is_unreadable() {
    assertThatExceptionOfType(CloudUnreadable.class)
        .isThrownBy(() -> fleet().facts(instance("nobody")))
        .satisfies(e -> assertThat(e.code()).isEqualTo("DBInstanceNotFound"))
        .satisfies(e -> assertThat(e.action()).isEqualTo("rds:DescribeDBInstances"));
    assertThatExceptionOfType(CloudUnreadable.class)
        .isThrownBy(() -> fleet().facts(cluster("nobody")))
        .satisfies(e -> assertThat(e.code()).isEqualTo("DBClusterNotFoundFault"))
        .satisfies(e -> assertThat(e.action()).isEqualTo("rds:DescribeDBClusters"));
  }

  @Test
  void where_a_database_is_is_told() {
    for (AwsIdentity each : List.of(instance("lone"), cluster("orders"), instance("orders-2"))) {
      assertThat(fleet().facts(each).vpc()).isEqualTo(cloud().vpc());
      assertThat(fleet().facts(each).subnets()).containsExactly(cloud().subnet());
    }
  }

  @Test
  void groups_are_replaced_whole_and_in_force_after_a_while() {
    String kept = cloud().group("kept");
    String old = cloud().group("old");
    String fresh = cloud().group("fresh");
    cloud().instance("regrouped", List.of(kept, old));
    cloud().cluster("moved", "moved-1", "moved-2", List.of(kept, old));
    for (AwsIdentity each : List.of(instance("regrouped"), cluster("moved"))) {
      ApiAnswer answer =
          fleet().setGroups(fleet().facts(each).owner(), List.of(kept, fresh), Instant.now());
      assertThat(answer).isInstanceOf(Accepted.class);
      assertThat(((Accepted) answer).requestId()).isNotBlank();
      Set<Membership> wanted =
          Set.of(new Membership(kept, "active"), new Membership(fresh, "active"));
      Await.until(
          each + " has other groups",
          Duration.ofSeconds(10),
          () -> Set.copyOf(fleet().facts(each).groups()).equals(wanted));
    }
    assertThat(fleet().facts(instance("moved-2")).groups())
        .extracting(Membership::group)
        .containsExactlyInAnyOrder(kept, fresh);
  }

  @Test
  void a_group_that_is_not_there_is_refused() {
    ApiAnswer answer =
        fleet()
            .setGroups(
                fleet().facts(cluster("orders")).owner(),
                List.of("sg-0123456789abcdef0"),
                Instant.now());
    assertThat(answer).isInstanceOf(Refused.class);
    assertThat(((Refused) answer).code()).isEqualTo("InvalidParameterValue");
    assertThat(fleet().facts(cluster("orders")).groups())
        .containsExactly(new Membership(group, "active"));
  }

  @Test
  void a_database_is_never_left_without_groups() {
    RdsFacts facts = fleet().facts(instance("lone"));
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> fleet().setGroups(facts.owner(), List.of(), Instant.now()));
  }

  @Test
  void a_database_without_a_name_in_RDS_is_not_guessed() {
    assertThatExceptionOfType(CloudUnreadable.class)
        .isThrownBy(() -> fleet().facts(new AwsIdentity(Optional.empty(), Optional.empty())));
  }

  static AwsIdentity instance(String id) {
    return new AwsIdentity(Optional.empty(), Optional.of(id));
  }

  static AwsIdentity cluster(String id) {
    return new AwsIdentity(Optional.of(id), Optional.empty());
  }

  private static AwsIdentity both(String cluster, String instance) {
    return new AwsIdentity(Optional.of(cluster), Optional.of(instance));
  }
}
