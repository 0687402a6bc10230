package io.replicamedic.durability;

import static io.replicamedic.durability.Finding.Outcome.FAILED;
import static io.replicamedic.durability.Finding.Outcome.PASSED;
import static io.replicamedic.durability.Finding.Outcome.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.durability.Observed.Origin;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Parameter group, apply status, and what the server runs with. */
class ThreeValuesTest {
  private static final String FLUSH = "innodb_flush_log_at_trx_commit";

  @ParameterizedTest
  @CsvSource({
    "pending-reboot,  false, restart at a time of your choice",
    "pending-reboot,  true,  ApplyMethod immediate",
    "failed-to-apply, true,  could not be applied",
    "applying,        true,  is being applied",
    "in-sync,         true,  set by hand",
  })
  void a_right_group_that_is_not_in_force_is_said_with_its_cause(
      String status, boolean dynamic, String words) {
    Finding finding =
        Readings.of(EngineKind.RDS_INSTANCE)
            .with(FLUSH, "2")
            .group(FLUSH, "1", dynamic)
            .status(status)
            .finding("group-not-in-force");
    assertThat(finding.outcome()).isEqualTo(FAILED);
    assertThat(finding.summary()).contains(FLUSH + " runs as 2, prod-mysql80 says 1");
    assertThat(finding.fix()).contains(words);
    assertThat(finding.remedies()).containsExactly(new Remedy(FLUSH, FLUSH, "1"));
    assertThat(finding.read())
        .extracting(Observed::origin)
        .containsExactly(Origin.RUN_TIME, Origin.PARAMETER_GROUP, Origin.APPLY_STATUS);
    assertThat(finding.read()).extracting(Observed::value).containsExactly("2", "1", status);
    assertThat(finding.read().getFirst().at()).isAfter(finding.read().getLast().at());
  }

  @Test
  void a_wrong_group_undoes_a_right_server_at_the_next_restart() {
    Readings it = Readings.of(EngineKind.RDS_INSTANCE).group("sync_binlog", "0");
    assertThat(it.finding("sync-binlog").outcome()).isEqualTo(PASSED);
    assertThat(it.finding("group-not-in-force").outcome()).isEqualTo(PASSED);
    Finding finding = it.finding("undone-by-restart");
    assertThat(finding.summary())
        .isEqualTo("Right until the next restart: sync_binlog runs as 1, prod-mysql80 says 0.");
    assertThat(finding.fix()).isEqualTo("Set sync_binlog=1 in prod-mysql80, in force at once.");
    assertThat(it.audit().grade()).isEqualTo(Grade.AT_RISK);
  }

  @ParameterizedTest
  @CsvSource({
    "relay_log_recovery, ON,  1",
    "relay_log_recovery, 1,   TRUE",
    "binlog_format,      ROW, 2",
    "binlog_checksum,    1,   CRC32",
    "gtid_mode,          ON,  3",
    "innodb_doublewrite, ON,  1",
    "sync_binlog,        1,   ''",
    "binlog_row_image,   FULL,''",
  })
  void values_are_compared_by_meaning(String name, String runs, String says) {
    Readings it = Readings.of(EngineKind.RDS_INSTANCE).roles(Role.REPLICA, Role.SOURCE);
    it.with(name, runs).group(name, says);
    assertThat(it.finding("group-not-in-force").outcome()).isEqualTo(PASSED);
    assertThat(it.finding("undone-by-restart").outcome()).isEqualTo(PASSED);
  }

  @Test
  void a_group_that_says_nothing_means_the_default_of_that_version() {
    Readings old = Readings.of(EngineKind.RDS_INSTANCE).roles(Role.REPLICA).version("5.7.44");
    old.group("relay_log_info_repository", "");
    assertThat(old.finding("undone-by-restart").summary())
        .contains(
            "relay_log_info_repository runs as TABLE, prod-mysql80 says engine default (FILE)");
    assertThat(old.version("8.0.41").finding("undone-by-restart").outcome()).isEqualTo(PASSED);
  }

  @Test
  void true_if_replica_is_what_it_comes_to() {
    Readings managed = Readings.of(EngineKind.RDS_INSTANCE).roles(Role.REPLICA);
    managed
        .rds(Readings.traits(true, 7, true, "orders-primary", 1))
        .group("read_only", "{TrueIfReplica}");
    assertThat(managed.finding("undone-by-restart").outcome()).isEqualTo(PASSED);
    Finding open = managed.with("read_only", "OFF").finding("read-only");
    assertThat(open.remedies())
        .containsExactly(new Remedy("read_only", "read_only", "{TrueIfReplica}"));
    assertThat(open.remedies().getFirst().reached("ON")).isTrue();
    assertThat(open.remedies().getFirst().reached("OFF")).isFalse();
    managed.with("read_only", "ON").rds(Readings.traits(true, 7, true, "", 1));
    assertThat(managed.finding("undone-by-restart").summary()).contains("{TrueIfReplica}");
  }

  @Test
  void an_instance_group_goes_before_its_clusters() {
    ParameterGroup cluster = group("cluster", ParameterGroup.Scope.CLUSTER, "2");
    ParameterGroup instance = group("instance", ParameterGroup.Scope.INSTANCE, "1");
    Readings it = Readings.of(EngineKind.RDS_CLUSTER).with(FLUSH, "2");
    it.groups(new Fact.Known<>(List.of(cluster, instance), Readings.NOW));
    assertThat(it.finding("group-not-in-force").outcome()).isEqualTo(FAILED);
    it.groups(new Fact.Known<>(List.of(cluster), Readings.NOW));
    assertThat(it.finding("group-not-in-force").outcome()).isEqualTo(PASSED);
  }

  @Test
  void a_default_group_needs_one_of_your_own() {
    Readings it = Readings.of(EngineKind.RDS_INSTANCE).with("binlog_format", "MIXED");
    ParameterGroup.Value value =
        new ParameterGroup.Value(Optional.of("MIXED"), "system", true, true);
    it.groups(
        new Fact.Known<>(
            List.of(
                new ParameterGroup(
                    "default.mysql8.0",
                    ParameterGroup.Scope.INSTANCE,
                    "mysql8.0",
                    "in-sync",
                    Map.of("binlog_format", value))),
            Readings.NOW));
    assertThat(it.finding("binlog-format").fix()).contains("make a group of your own");
  }

  @Test
  void what_the_group_says_is_told_where_the_server_could_not_be_read_and_proves_nothing() {
    Readings it = Readings.of(EngineKind.RDS_INSTANCE).variablesUnknown().group(FLUSH, "1");
    Finding finding = it.finding("flush-log-at-commit");
    assertThat(finding.outcome()).isEqualTo(UNKNOWN);
    assertThat(finding.summary())
        .isEqualTo("How it runs could not be read: access denied; prod-mysql80 says 1.");
  }

  @Test
  void a_groups_own_spelling_is_found_and_asked_for() {
    assertThat(Auditor.parameters())
        .contains("gtid-mode", "slave_parallel_workers", "sync_binlog")
        .doesNotContain("log_bin");
    Readings it = Readings.of(EngineKind.AURORA).group("gtid-mode", "OFF_PERMISSIVE");
    assertThat(it.finding("undone-by-restart").summary()).contains("says OFF_PERMISSIVE");
  }

  @Test
  void expire_logs_days_alone_is_no_finding() {
    Readings kept = Readings.of(EngineKind.PLAIN).with("expire_logs_days", "0");
    assertThat(kept.finding("binlog-retention").outcome()).isEqualTo(PASSED);
    kept.with("binlog_expire_logs_seconds", "0");
    assertThat(kept.finding("binlog-retention").summary())
        .isEqualTo("Binlogs are kept until somebody purges them.");
    kept.version("5.7.22").without("binlog_expire_logs_seconds", "binlog_expire_logs_auto_purge");
    assertThat(kept.finding("binlog-retention").outcome()).isEqualTo(PASSED);
    assertThat(kept.with("expire_logs_days", "7").finding("binlog-retention").summary())
        .isEqualTo("Binlogs are kept for 168 h.");
  }

  private static ParameterGroup group(String name, ParameterGroup.Scope scope, String flush) {
    return new ParameterGroup(
        name,
        scope,
        "mysql8.0",
        "in-sync",
        Map.of(FLUSH, new ParameterGroup.Value(Optional.of(flush), "user", true, true)));
  }
}
