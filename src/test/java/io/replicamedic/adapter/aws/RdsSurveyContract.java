package io.replicamedic.adapter.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.durability.ParameterGroup;
import io.replicamedic.durability.RdsTraits;
import io.replicamedic.lab.Cloud;
import io.replicamedic.outside.ParameterGroups;
import io.replicamedic.outside.RdsDatabase;
import io.replicamedic.outside.RdsFacts.Role;
import io.replicamedic.outside.RdsSurvey;
import io.replicamedic.replication.Endpoint;
import io.replicamedic.replication.ReplicationKind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What we rely on when all of RDS is asked at once; run on every cloud that stands in for it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RdsSurveyContract {
  abstract Cloud cloud();

  abstract RdsSurvey survey();

  @BeforeAll
  void aFleet() {
    List<String> groups = List.of(cloud().group("surveyed"));
    cloud().instance("s-lone", groups);
    cloud().readReplica("s-replica-1", "s-lone", groups);
    cloud().readReplica("s-replica-2", "s-lone", groups);
    cloud().cluster("s-cluster", "s-member-1", "s-member-2", groups);
    cloud().tag("s-lone", "team", "orders");
    cloud().tag("s-lone", "stage", "prod");
    cloud().tag("s-cluster", "team", "payments");
    cloud().tag("s-member-2", "stage", "test");
  }

  @Test
  void every_instance_is_told_with_what_a_question_by_name_would_tell() {
    assertThat(survey().databases())
        .extracting(it -> it.facts().instance())
        .contains("s-lone", "s-replica-1", "s-replica-2", "s-member-1", "s-member-2");
    assertThat(one("s-replica-1").facts().kind()).isEqualTo(ReplicationKind.RDS_MANAGED);
    assertThat(one("s-member-1").facts().role()).isEqualTo(Role.WRITER);
    assertThat(one("s-member-2").facts().role()).isEqualTo(Role.READER);
    assertThat(one("s-member-2").facts().cluster()).isEqualTo("s-cluster");
  }

  @Test
  void a_source_names_its_replicas() {
    assertThat(one("s-lone").replicas()).containsExactlyInAnyOrder("s-replica-1", "s-replica-2");
  }

  @Test
  void tags_are_those_of_the_instance_and_of_its_cluster() {
    assertThat(one("s-lone").tags())
        .containsAllEntriesOf(Map.of("team", "orders", "stage", "prod"));
    assertThat(one("s-member-1").tags()).containsEntry("team", "payments");
    assertThat(one("s-member-2").tags())
        .containsAllEntriesOf(Map.of("team", "payments", "stage", "test"));
  }

  @Test
  void an_address_leads_to_its_database_and_a_clusters_to_the_writer() {
    RdsDatabase lone = one("s-lone");
    assertThat(lone.answersAt(lone.endpoint().orElseThrow())).isTrue();
    assertThat(one("s-replica-1").answersAt(lone.endpoint().orElseThrow())).isFalse();
    Endpoint cluster = one("s-member-1").clusterEndpoint().orElseThrow();
    assertThat(one("s-member-1").answersAt(cluster)).isTrue();
    assertThat(one("s-member-2").answersAt(cluster)).isFalse();
  }

  @Test
  void parameter_groups_are_told_with_their_apply_status() {
    assertThat(one("s-lone").parameters()).singleElement().asString().endsWith(" in-sync");
  }

  @Test
  void what_matters_for_durability_is_told_of_each() {
    RdsTraits lone = one("s-lone").traits().orElseThrow();
    assertThat(lone.status()).isEqualTo("available");
    assertThat(lone.backupRetentionDays()).isEqualTo(1);
    assertThat(lone.deletionProtection()).isFalse();
    assertThat(lone.multiAz()).isFalse();
    assertThat(lone.members()).isEqualTo(1);
    assertThat(lone.managedReplicas()).containsExactlyInAnyOrder("s-replica-1", "s-replica-2");
    assertThat(one("s-replica-1").traits().orElseThrow().managedSource()).isNotEmpty();
    assertThat(one("s-member-1").traits().orElseThrow().members()).isEqualTo(2);
    assertThat(one("s-lone").uses())
        .singleElement()
        .satisfies(
            use -> {
              assertThat(use.scope()).isEqualTo(ParameterGroup.Scope.INSTANCE);
              assertThat(use.applyStatus()).isEqualTo("in-sync");
            });
    assertThat(one("s-member-1").uses())
        .extracting(ParameterGroups.Use::scope)
        .contains(ParameterGroup.Scope.CLUSTER);
  }

  RdsDatabase one(String id) {
    return survey().databases().stream()
        .filter(it -> it.facts().instance().equals(id))
        .findFirst()
        .orElseThrow();
  }
}
