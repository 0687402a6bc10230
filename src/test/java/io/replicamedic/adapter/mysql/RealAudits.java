package io.replicamedic.adapter.mysql;

import static io.replicamedic.adapter.mysql.Auditing.finding;
import static io.replicamedic.adapter.mysql.Auditing.runTime;
import static io.replicamedic.adapter.mysql.Auditing.window;
import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.audit.KeptAudit;
import io.replicamedic.durability.EngineKind;
import io.replicamedic.durability.FailureKind;
import io.replicamedic.durability.Finding;
import io.replicamedic.durability.Finding.Outcome;
import io.replicamedic.durability.Grade;
import io.replicamedic.durability.Loss;
import io.replicamedic.durability.Role;
import io.replicamedic.lab.MysqlServer;
import io.replicamedic.lab.Release;
import io.replicamedic.lab.Session;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Durability as real servers have it, whichever their release. */
interface RealAudits extends Paired {
  @Test
  default void a_server_that_is_nothing_to_others_is_plain_and_alone() throws SQLException {
    KeptAudit audit = Auditing.of(pair().atSource()).now();

    assertThat(audit.audit().engine()).isEqualTo(EngineKind.PLAIN);
    assertThat(audit.audit().roles()).isEmpty();
    assertThat(audit.audit().version()).isEqualTo(pair().sourceFacts().version());
    assertThat(audit.notes()).isEmpty();
  }

  @Test
  default void a_source_and_a_replica_are_known_by_what_they_do() throws SQLException {
    pair().replicate();

    assertThat(Auditing.of(pair().atSource()).now().audit().roles()).containsExactly(Role.SOURCE);
    assertThat(Auditing.of(pair().atReplica()).now().audit().roles()).containsExactly(Role.REPLICA);
  }

  @Test
  default void every_mix_of_flush_and_sync_is_read_and_only_one_and_one_is_safe()
      throws SQLException {
    try {
      for (String flush : List.of("0", "1", "2")) {
        for (String sync : List.of("0", "1", "1000")) {
          pair().source("SET GLOBAL innodb_flush_log_at_trx_commit = " + flush);
          pair().source("SET GLOBAL sync_binlog = " + sync);
          holds(flush, sync, Auditing.of(pair().atSource()).now());
        }
      }
    } finally {
      pair().source("SET GLOBAL innodb_flush_log_at_trx_commit = 2", "SET GLOBAL sync_binlog = 0");
    }
  }

  private static void holds(String flush, String sync, KeptAudit audit) {
    String mix = flush + "/" + sync;
    assertThat(runTime(audit, "flush-log-at-commit")).as(mix).isEqualTo(flush);
    assertThat(runTime(audit, "sync-binlog")).as(mix).isEqualTo(sync);
    assertThat(finding(audit, "flush-log-at-commit").outcome())
        .as(mix)
        .isEqualTo(flush.equals("1") ? Outcome.PASSED : Outcome.FAILED);
    assertThat(finding(audit, "sync-binlog").outcome())
        .as(mix)
        .isEqualTo(sync.equals("1") ? Outcome.PASSED : Outcome.FAILED);
    boolean safe = mix.equals("1/1");
    assertThat(audit.audit().grade() == Grade.LOSES_COMMITS).as(mix).isEqualTo(!safe);
    assertThat(window(audit, FailureKind.HOST_OR_ZONE_FAILURE).rows() instanceof Loss.None)
        .as(mix)
        .isEqualTo(safe);
  }

  @Test
  default void a_copy_that_anybody_may_write_to_is_found_and_one_that_nobody_may_is_not()
      throws SQLException {
    pair().replicate();
    KeptAudit open = Auditing.of(pair().atReplica()).now();
    pair().replica("SET GLOBAL read_only = ON");
    try {
      KeptAudit closed = Auditing.of(pair().atReplica()).now();

      assertThat(finding(open, "read-only").outcome()).isEqualTo(Outcome.FAILED);
      assertThat(finding(closed, "read-only").outcome()).isEqualTo(Outcome.PASSED);
      assertThat(runTime(closed, "read-only")).isEqualTo("ON");
    } finally {
      pair().replica("SET GLOBAL read_only = OFF");
    }
  }

  @Test
  default void what_an_account_may_not_read_is_unknown_and_takes_nothing_from_the_rest()
      throws SQLException {
    try {
      KeptAudit audit = Auditing.of(granted("USAGE ON *.*")).now();

      assertThat(runTime(audit, "flush-log-at-commit")).isEqualTo("2");
      assertThat(audit.audit().roles()).contains(Role.SOURCE, Role.REPLICA);
      assertThat(audit.notes())
          .hasSize(2)
          .anySatisfy(it -> assertThat(it).startsWith("whether it replicates").contains("1227"))
          .anySatisfy(it -> assertThat(it).startsWith("judged as a source").contains("1227"));
    } finally {
      pair().source("DROP USER auditor@'%'");
    }
  }

  /** As in the README, "Privileges". */
  @Test
  default void
      the_grants_that_are_asked_for_suffice_and_binlog_retention_is_read_where_rds_says_it()
          throws SQLException {
    pair()
        .source(
            "CREATE TABLE mysql.rds_configuration (name VARCHAR(100), value VARCHAR(100))",
            "INSERT INTO mysql.rds_configuration VALUES ('binlog retention hours', NULL)");
    try {
      Registered auditor =
          granted(
              "REPLICATION CLIENT, REPLICATION SLAVE, PROCESS ON *.*",
              "SELECT ON mysql.rds_configuration");
      KeptAudit none = Auditing.of(auditor).now();
      pair().source("UPDATE mysql.rds_configuration SET value = '24'");
      KeptAudit day = Auditing.of(auditor).now();

      assertThat(none.notes()).isEmpty();
      assertThat(none.audit().engine()).isEqualTo(EngineKind.RDS_INSTANCE);
      assertThat(finding(none, "binlog-retention").read())
          .anySatisfy(it -> assertThat(it.value()).containsIgnoringCase("null"));
      assertThat(finding(day, "binlog-retention").read())
          .anySatisfy(it -> assertThat(it.value()).contains("24"));
    } finally {
      pair().source("DROP TABLE mysql.rds_configuration", "DROP USER auditor@'%'");
    }
  }

  /** The source, registered with an account that may do just that. */
  private Registered granted(String... privileges) throws SQLException {
    boolean old = pair().release() == Release.MYSQL_5_7_22;
    String plugin = old ? "mysql_native_password" : "caching_sha2_password";
    pair().source("CREATE USER auditor@'%' IDENTIFIED WITH " + plugin + " BY 'Auditor-1'");
    for (String privilege : privileges) {
      pair().source("GRANT " + privilege + " TO auditor@'%'");
    }
    Registered auditor = pair().atSource().as("auditor", "Auditor-1");
    return old ? auditor.withoutTls() : auditor;
  }

  @Test
  default void a_server_that_hangs_gives_an_audit_that_knows_nothing_in_time() throws Exception {
    pair().freezeSource();
    try {
      Instant begin = Instant.now();
      KeptAudit audit = Auditing.of(pair().atSource()).within(Duration.ofMillis(500)).now();

      assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(15));
      assertThat(audit.audit().grade()).isEqualTo(Grade.UNKNOWN);
      assertThat(audit.audit().findings())
          .extracting(Finding::outcome)
          .contains(Outcome.UNKNOWN)
          .doesNotContain(Outcome.PASSED, Outcome.FAILED);
      assertThat(runTime(audit, "sync-binlog")).startsWith("unknown: no answer within");
    } finally {
      pair().thawSource();
    }
  }

  @Test
  default void what_only_a_restart_changes_is_found_too() throws SQLException {
    boolean old = pair().release() != Release.CURRENT;
    Map<String, String> wrong =
        new HashMap<>(
            Map.of(
                "server_id",
                "3",
                "gtid_mode",
                "OFF",
                "enforce_gtid_consistency",
                "OFF",
                "relay_log_recovery",
                "OFF",
                "innodb_doublewrite",
                "OFF",
                "binlog_row_image",
                "MINIMAL",
                "binlog_error_action",
                "IGNORE_ERROR",
                "binlog_checksum",
                "NONE",
                old ? "slave_parallel_workers" : "replica_parallel_workers",
                "4",
                old ? "slave_preserve_commit_order" : "replica_preserve_commit_order",
                "OFF"));
    wrong.put(old ? "log_slave_updates" : "log_replica_updates", "OFF");
    try (MysqlServer server = MysqlServer.start(pair().release(), wrong);
        Session root = server.session()) {
      root.run("CHANGE REPLICATION SOURCE TO SOURCE_HOST = '127.0.0.1', SOURCE_PORT = 1");
      KeptAudit audit = Auditing.of(Registered.alone(server)).now();

      // Its channel stands still, and anybody may write to it.
      assertThat(audit.audit().roles()).containsExactlyInAnyOrder(Role.SOURCE, Role.REPLICA);
      assertThat(audit.audit().findings())
          .filteredOn(it -> it.outcome() == Outcome.FAILED)
          .extracting(Finding::rule)
          .contains(
              "gtid-mode",
              "gtid-consistency",
              "relay-log-recovery",
              "doublewrite",
              "binlog-row-image",
              "binlog-error-action",
              "binlog-checksum",
              "preserve-commit-order",
              "log-replica-updates",
              "read-only");
      assertThat(runTime(audit, "log-replica-updates")).isEqualTo("OFF");
    }
  }
}
