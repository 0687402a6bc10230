package io.replicamedic.adapter.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.replicamedic.durability.ParameterGroup;
import io.replicamedic.durability.ParameterGroup.Scope;
import io.replicamedic.lab.Cloud;
import io.replicamedic.outside.ApiAnswer.Accepted;
import io.replicamedic.outside.ApiAnswer.Refused;
import io.replicamedic.outside.CloudUnreadable;
import io.replicamedic.outside.ParameterGroups;
import io.replicamedic.outside.ParameterGroups.Change;
import io.replicamedic.outside.ParameterGroups.Use;
import io.replicamedic.outside.ParameterGroups.When;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What we rely on in RDS's parameter groups; run on every cloud that stands in for it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ParameterGroupsContract {
  static final String FLUSH = "innodb_flush_log_at_trx_commit";
  static final String SYNC = "sync_binlog";

  abstract Cloud cloud();

  abstract ParameterGroups groups();

  @BeforeAll
  void aFleet() {
    List<String> vpcGroups = List.of(cloud().group("parametered"));
    cloud().instance("p-lone", vpcGroups);
    cloud().instance("p-other", vpcGroups);
    cloud().instance("p-alone", vpcGroups);
    cloud().cluster("p-cluster", "p-member-1", "p-member-2", vpcGroups);
    cloud().usesParameterGroup("p-lone", "p-shared");
    cloud().usesParameterGroup("p-other", "p-shared");
    cloud().usesParameterGroup("p-alone", "p-own");
    cloud().instance("p-idle", vpcGroups);
    cloud().usesParameterGroup("p-idle", "p-untouched");
    cloud().usesParameterGroup("p-cluster", "p-of-cluster");
  }

  @Test
  void a_database_uses_a_group_that_is_in_force() {
    assertThat(groups().usedBy(RdsFleetContract.instance("p-idle")))
        .containsExactly(new Use("p-untouched", Scope.INSTANCE, "in-sync"));
  }

  @Test
  void a_member_has_a_group_of_its_own_and_its_clusters() {
    List<Use> used = groups().usedBy(RdsFleetContract.cluster("p-cluster"));
    assertThat(used).hasSize(2);
    assertThat(used.getFirst().scope()).isEqualTo(Scope.INSTANCE);
    assertThat(used.getLast()).isEqualTo(new Use("p-of-cluster", Scope.CLUSTER, "in-sync"));
    assertThat(groups().usedBy(RdsFleetContract.instance("p-member-2")).getLast())
        .isEqualTo(new Use("p-of-cluster", Scope.CLUSTER, "in-sync"));
  }

  @Test
  void what_is_set_is_said_by_the_group() {
    var answer =
        groups()
            .modify(
                "p-own",
                Scope.INSTANCE,
                List.of(new Change(FLUSH, "2", When.AT_ONCE), new Change(SYNC, "10", When.AT_ONCE)),
                Instant.now());
    assertThat(answer).isInstanceOf(Accepted.class);
    assertThat(((Accepted) answer).requestId()).isNotBlank();
    List<ParameterGroup> said =
        groups().of(RdsFleetContract.instance("p-alone"), Set.of(FLUSH, SYNC, "no_such"));
    assertThat(said).hasSize(1);
    assertThat(said.getFirst().family()).isEqualTo("mysql8.0");
    assertThat(said.getFirst().values()).containsOnlyKeys(FLUSH, SYNC);
    assertThat(said.getFirst().values())
        .extractingByKey(FLUSH)
        .extracting(it -> it.value().orElseThrow())
        .isEqualTo("2");
    assertThat(said.getFirst().values())
        .extractingByKey(SYNC)
        .extracting(it -> it.value().orElseThrow())
        .isEqualTo("10");
  }

  @Test
  void a_clusters_group_is_set_and_read_by_actions_of_its_own() {
    assertThat(
            groups()
                .modify(
                    "p-of-cluster",
                    Scope.CLUSTER,
                    List.of(new Change(FLUSH, "2", When.AT_ONCE)),
                    Instant.now()))
        .isInstanceOf(Accepted.class);
    var said = groups().contents("p-of-cluster", Scope.CLUSTER, Set.of(FLUSH));
    assertThat(said.family()).isEqualTo("aurora-mysql8.0");
    assertThat(said.values())
        .extractingByKey(FLUSH)
        .extracting(it -> it.value().orElseThrow())
        .isEqualTo("2");
  }

  @Test
  void all_who_use_a_group_are_named() {
    assertThat(groups().usersOf("p-shared", Scope.INSTANCE).instances())
        .containsExactly("p-lone", "p-other");
    var users = groups().usersOf("p-of-cluster", Scope.CLUSTER);
    assertThat(users.clusters()).containsExactly("p-cluster");
    assertThat(users.instances()).containsExactly("p-member-1", "p-member-2");
    assertThat(groups().usersOf("p-of-cluster", Scope.INSTANCE).instances()).isEmpty();
  }

  @Test
  void a_group_that_is_not_there_says_nothing_and_takes_nothing() {
    for (Scope scope : Scope.values()) {
      assertThatExceptionOfType(CloudUnreadable.class)
          .isThrownBy(() -> groups().contents("nobodys", scope, Set.of(FLUSH)))
          .satisfies(e -> assertThat(e.code()).startsWith("DB").endsWith("NotFound"));
      var answer =
          groups()
              .modify(
                  "nobodys", scope, List.of(new Change(FLUSH, "1", When.AT_ONCE)), Instant.now());
      assertThat(answer).isInstanceOf(Refused.class);
      assertThat(((Refused) answer).code()).startsWith("DB").endsWith("NotFound");
    }
  }
}
