package io.replicamedic.durability;

import static io.replicamedic.durability.FailureKind.FAILOVER;
import static io.replicamedic.durability.FailureKind.HOST_OR_ZONE_FAILURE;
import static io.replicamedic.durability.FailureKind.PROCESS_CRASH;
import static io.replicamedic.durability.FailureKind.REPLICA_CRASH;
import static io.replicamedic.durability.LossWindow.Replicas.MAY_BE_AHEAD;
import static io.replicamedic.durability.LossWindow.Replicas.MAY_DIVERGE;
import static io.replicamedic.durability.LossWindow.Replicas.NONE;
import static io.replicamedic.durability.LossWindow.Replicas.SAME;
import static io.replicamedic.durability.Role.REPLICA;
import static io.replicamedic.durability.Role.SOURCE;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What settings make of failures: domain.md 6, and incident 2. */
class LossWindowsTest {
  private static final String FLUSH = "innodb_flush_log_at_trx_commit";

  /** flush, sync; rows after the process, rows and binlog after the host, replicas after it. */
  @ParameterizedTest
  @CsvSource({
    "1, 1,    none,   none,      none,      SAME",
    "2, 1,    none,   1000 ms,   none,      MAY_BE_AHEAD",
    "0, 1,    100 ms, 1000 ms,   none,      MAY_BE_AHEAD",
    "1, 0,    none,   1000 ms,   unbounded, MAY_DIVERGE",
    "1, 1000, none,   1000 ms,   1000,      MAY_DIVERGE",
    "2, 0,    none,   1000 ms,   unbounded, MAY_DIVERGE",
    "0, 1000, 100 ms, 1000 ms,   1000,      MAY_DIVERGE",
  })
  void redo_and_binlog_together_decide(
      String flush, String sync, String process, String host, String binlog, String replicas) {
    for (EngineKind engine : List.of(EngineKind.PLAIN, EngineKind.RDS_INSTANCE)) {
      Readings it = Readings.of(engine).with(FLUSH, flush).with("sync_binlog", sync);
      assertThat(brief(it.window(PROCESS_CRASH).rows())).isEqualTo(process);
      assertThat(brief(it.window(PROCESS_CRASH).binlog())).isEqualTo("none");
      assertThat(brief(it.window(HOST_OR_ZONE_FAILURE).rows())).isEqualTo(host);
      assertThat(brief(it.window(HOST_OR_ZONE_FAILURE).binlog())).isEqualTo(binlog);
      assertThat(it.window(HOST_OR_ZONE_FAILURE).replicas())
          .isEqualTo(LossWindow.Replicas.valueOf(replicas));
    }
  }

  @Test
  void without_log_writer_threads_a_killed_process_takes_what_it_had_not_written() {
    Readings slow = Readings.of(EngineKind.PLAIN).with(FLUSH, "0");
    slow.with("innodb_log_writer_threads", "OFF").with("innodb_flush_log_at_timeout", "5");
    assertThat(slow.window(PROCESS_CRASH).rows())
        .isEqualTo(
            new Loss.AtMost(Duration.ofSeconds(5), FLUSH + "=0, innodb_log_writer_threads=OFF"));
    assertThat(slow.window(PROCESS_CRASH).replicas()).isEqualTo(MAY_BE_AHEAD);
    Readings old = Readings.of(EngineKind.PLAIN).with(FLUSH, "0").version("5.7.22");
    assertThat(brief(old.without("innodb_log_writer_threads").window(PROCESS_CRASH).rows()))
        .isEqualTo("1000 ms");
    assertThat(brief(old.version("8.0.15").window(PROCESS_CRASH).rows())).isEqualTo("100 ms");
  }

  @Test
  void incident_2_is_named_beforehand() {
    Audit audit = Readings.of(EngineKind.RDS_INSTANCE).with(FLUSH, "2").audit();
    LossWindow failover = window(audit, FAILOVER);
    assertThat(audit.grade()).isEqualTo(Grade.LOSES_COMMITS);
    assertThat(failover.rows()).isEqualTo(new Loss.AtMost(Duration.ofSeconds(1), FLUSH + "=2"));
    assertThat(failover.binlog()).isEqualTo(new Loss.None());
    assertThat(failover.replicas()).isEqualTo(MAY_BE_AHEAD);
    assertThat(failover.words()).contains("1062").contains("GTID sets agree");
    assertThat(audit.findings().getFirst().rule()).isEqualTo("flush-log-at-commit");
    assertThat(audit.summary())
        .isEqualTo(
            "When its machine fails or its standby takes over, orders can lose the writes that it"
                + " confirmed in the last second, and its copies would no longer match it. A change"
                + " of settings closes that.");
  }

  @Test
  void a_failover_is_a_host_failure_only_where_there_is_a_standby() {
    Readings single = Readings.of(EngineKind.RDS_INSTANCE).with(FLUSH, "2");
    single.rds(Readings.traits(false, 7, true, "", 1));
    assertThat(single.window(FAILOVER).rows()).isInstanceOf(Loss.NotApplicable.class);
    assertThat(single.window(FAILOVER).replicas()).isEqualTo(NONE);
    single.rds(Readings.denied("rds:DescribeDBInstances"));
    assertThat(single.window(FAILOVER).rows()).isInstanceOf(Loss.Unknown.class);
    assertThat(Readings.of(EngineKind.PLAIN).window(FAILOVER).rows())
        .isInstanceOf(Loss.NotApplicable.class);
  }

  @Test
  void a_cluster_of_three_loses_nothing_to_a_failover_while_its_writer_waits() {
    Readings cluster = Readings.of(EngineKind.RDS_CLUSTER).with(FLUSH, "2");
    assertThat(cluster.window(FAILOVER).rows()).isEqualTo(new Loss.None());
    assertThat(brief(cluster.window(HOST_OR_ZONE_FAILURE).rows())).isEqualTo("1000 ms");
    cluster.with("rpl_semi_sync_source_enabled", "OFF");
    assertThat(brief(cluster.window(FAILOVER).rows())).isEqualTo("unbounded");
    assertThat(cluster.window(FAILOVER).replicas()).isEqualTo(MAY_BE_AHEAD);
    assertThat(cluster.without("rpl_semi_sync_source_enabled").window(FAILOVER).rows())
        .isInstanceOf(Loss.Unknown.class);
  }

  @ParameterizedTest
  @CsvSource({
    "8.0.mysql_aurora.3.08.0,  1, none",
    "8.0.mysql_aurora.3.08.0,  2, none",
    "8.0.mysql_aurora.3.08.0,  0, unbounded",
    "8.4.mysql_aurora.8.4.7,   2, none",
    "5.7.mysql_aurora.2.12.3,  1, none",
    "5.7.mysql_aurora.2.12.3,  2, unbounded",
    "5.7.mysql_aurora.2.12.3,  0, unbounded",
    "'',                       2, unknown",
  })
  void on_aurora_the_version_decides_and_all_failures_are_alike(
      String version, String flush, String rows) {
    Readings aurora = Readings.of(EngineKind.AURORA).version(version).with(FLUSH, flush);
    aurora.with("sync_binlog", "0");
    for (FailureKind failure : List.of(PROCESS_CRASH, HOST_OR_ZONE_FAILURE, FAILOVER)) {
      assertThat(brief(aurora.window(failure).rows())).isEqualTo(rows);
      assertThat(brief(aurora.window(failure).binlog())).isEqualTo("none");
    }
  }

  @Test
  void a_flush_method_that_does_not_flush_makes_every_promise_void() {
    Readings idle = Readings.of(EngineKind.PLAIN).with("innodb_flush_method", "nosync");
    assertThat(brief(idle.window(HOST_OR_ZONE_FAILURE).rows())).isEqualTo("unbounded");
    assertThat(idle.audit().grade()).isEqualTo(Grade.LOSES_COMMITS);
  }

  @Test
  void a_replica_that_names_rows_which_it_did_not_flush_never_gets_them_again() {
    Readings replica = Readings.of(EngineKind.RDS_INSTANCE).roles(REPLICA).with(FLUSH, "2");
    assertThat(brief(replica.window(REPLICA_CRASH).rows())).isEqualTo("1000 ms");
    assertThat(replica.audit().grade()).isEqualTo(Grade.SOUND);
    assertThat(brief(replica.with("log_replica_updates", "OFF").window(REPLICA_CRASH).rows()))
        .isEqualTo("none");
    assertThat(brief(Readings.of(EngineKind.PLAIN).window(REPLICA_CRASH).rows())).isEqualTo("n/a");
  }

  @Test
  void torn_relay_logs_cost_rows_unless_it_is_known_that_they_are_fetched_again() {
    Readings replica =
        Readings.of(EngineKind.PLAIN).roles(REPLICA).with("relay_log_recovery", "OFF");
    // GTIDs alone do not help: whether the channel uses auto position is not read.
    assertThat(brief(replica.window(REPLICA_CRASH).rows())).isEqualTo("unbounded");
    assertThat(brief(replica.with("gtid_mode", "OFF").window(REPLICA_CRASH).rows()))
        .isEqualTo("unbounded");
    assertThat(brief(replica.with("relay_log_recovery", "ON").window(REPLICA_CRASH).rows()))
        .isEqualTo("none");
  }

  @Test
  void a_replica_between_two_passes_its_loss_on() {
    Readings middle = Readings.of(EngineKind.PLAIN).roles(REPLICA, SOURCE).with(FLUSH, "2");
    assertThat(middle.window(REPLICA_CRASH).replicas()).isEqualTo(MAY_BE_AHEAD);
    assertThat(middle.audit().grade()).isEqualTo(Grade.LOSES_COMMITS);
    assertThat(middle.with("sync_binlog", "0").window(REPLICA_CRASH).replicas())
        .isEqualTo(MAY_DIVERGE);
    assertThat(middle.with(FLUSH, "1").window(REPLICA_CRASH).replicas()).isEqualTo(MAY_DIVERGE);
    assertThat(middle.with("sync_binlog", "1").window(REPLICA_CRASH).replicas()).isEqualTo(SAME);
  }

  @Test
  void a_lone_server_without_a_binlog_has_none_to_lose() {
    Readings lone = Readings.of(EngineKind.PLAIN).roles().with("log_bin", "OFF");
    LossWindow window = lone.with("sync_binlog", "0").window(HOST_OR_ZONE_FAILURE);
    assertThat(brief(window.rows())).isEqualTo("none");
    assertThat(brief(window.binlog())).isEqualTo("n/a");
    assertThat(window.replicas()).isEqualTo(NONE);
  }

  @Test
  void what_could_not_be_read_is_not_called_safe() {
    Audit blind = Readings.of(EngineKind.RDS_INSTANCE).variablesUnknown().audit();
    assertThat(blind.grade()).isEqualTo(Grade.UNKNOWN);
    assertThat(blind.windows())
        .filteredOn(window -> window.failure() != REPLICA_CRASH)
        .allMatch(window -> window.rows() instanceof Loss.Unknown)
        .allMatch(window -> window.replicas() == LossWindow.Replicas.UNKNOWN);
    assertThat(blind.summary()).contains("unknown").contains("not the same as safe");
    Readings half =
        Readings.of(EngineKind.RDS_INSTANCE).hours(new Fact.Unknown<>("1142", Readings.NOW));
    assertThat(half.audit().grade()).isEqualTo(Grade.AT_RISK);
    assertThat(half.hours(new Fact.Known<>(Optional.of(48), Readings.NOW)).audit().grade())
        .isEqualTo(Grade.SAFE);
  }

  private static LossWindow window(Audit audit, FailureKind failure) {
    return audit.windows().get(failure.ordinal());
  }

  private static String brief(Loss loss) {
    return switch (loss) {
      case Loss.None() -> "none";
      case Loss.AtMost(Duration time, String _) -> time.toMillis() + " ms";
      case Loss.AtMostCommits(long commits, String _) -> String.valueOf(commits);
      case Loss.Unbounded(String _) -> "unbounded";
      case Loss.NotApplicable(String _) -> "n/a";
      case Loss.Unknown(String _) -> "unknown";
    };
  }
}
