package io.replicamedic.durability;

import static io.replicamedic.durability.EngineKind.AURORA;
import static io.replicamedic.durability.EngineKind.PLAIN;
import static io.replicamedic.durability.EngineKind.RDS_CLUSTER;
import static io.replicamedic.durability.EngineKind.RDS_INSTANCE;
import static io.replicamedic.durability.Finding.Outcome.FAILED;
import static io.replicamedic.durability.Finding.Outcome.NOT_APPLICABLE;
import static io.replicamedic.durability.Finding.Outcome.PASSED;
import static io.replicamedic.durability.Finding.Outcome.UNKNOWN;
import static io.replicamedic.durability.Role.GREEN;
import static io.replicamedic.durability.Role.REPLICA;
import static io.replicamedic.durability.Role.SOURCE;
import static io.replicamedic.replication.Severity.CRITICAL;
import static io.replicamedic.replication.Severity.NOTICE;
import static io.replicamedic.replication.Severity.OK;
import static io.replicamedic.replication.Severity.WARNING;
import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.durability.Finding.Outcome;
import io.replicamedic.replication.Severity;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each rule failing, passing, unknown and not applicable; and that no rule lacks one of these. Long
 * because it is one table, to be read beside docs/durability-rules.md.
 */
class RuleExamplesTest {
  /** These mean something for every engine and role. */
  private static final Set<String> ALWAYS_APPLY =
      Set.of("flush-log-at-commit", "gtid-mode", "gtid-consistency");

  private static final String FLUSH = "innodb_flush_log_at_trx_commit";

  record Example(String rule, Readings of, Outcome outcome, Severity severity) {
    @Override
    public String toString() {
      return rule
          + " "
          + outcome
          + " "
          + severity
          + " "
          + of.reading().engine()
          + " "
          + of.reading().roles()
          + " "
          + of.reading().version();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void a_rule_says_what_the_table_says(Example example) {
    Finding finding = example.of().finding(example.rule());
    assertThat(finding.outcome()).as(finding.toString()).isEqualTo(example.outcome());
    assertThat(finding.severity()).as(finding.toString()).isEqualTo(example.severity());
    assertThat(finding.summary()).matches("\\S.*\\.");
    assertThat(finding.fix().isBlank())
        .as("a fix exactly where something is to be done: %s", finding)
        .isEqualTo(finding.outcome() == PASSED || finding.outcome() == NOT_APPLICABLE);
    assertThat(finding.why().isBlank()).isEqualTo(finding.outcome() == NOT_APPLICABLE);
  }

  @Test
  void every_rule_has_an_example_of_each_outcome() {
    for (String rule : Auditor.rules()) {
      Set<Outcome> seen = EnumSet.noneOf(Outcome.class);
      examples().filter(one -> one.rule().equals(rule)).forEach(one -> seen.add(one.outcome()));
      Set<Outcome> wanted = EnumSet.allOf(Outcome.class);
      if (ALWAYS_APPLY.contains(rule)) {
        wanted.remove(NOT_APPLICABLE);
      }
      assertThat(seen).as(rule).isEqualTo(wanted);
    }
  }

  static Stream<Example> examples() {
    return Stream.of(redo(), binlog(), gtids(), replicas(), positions(), groups(), api())
        .flatMap(List::stream);
  }

  private static List<Example> redo() {
    String two = "8.0.41";
    return List.of(
        failed("flush-log-at-commit", CRITICAL, rds().with(FLUSH, "2")),
        failed("flush-log-at-commit", CRITICAL, plain().with(FLUSH, "0").roles()),
        failed("flush-log-at-commit", NOTICE, rds().with(FLUSH, "2").roles(REPLICA)),
        failed("flush-log-at-commit", NOTICE, rds().with(FLUSH, "2").roles(GREEN, REPLICA, SOURCE)),
        failed("flush-log-at-commit", CRITICAL, rds().with(FLUSH, "2").roles(REPLICA, SOURCE)),
        failed("flush-log-at-commit", WARNING, cluster().with(FLUSH, "2")),
        failed("flush-log-at-commit", CRITICAL, cluster().with(FLUSH, "0")),
        passed("flush-log-at-commit", aurora().with(FLUSH, "2")),
        passed("flush-log-at-commit", aurora().with(FLUSH, "2").version("8.4.7")),
        failed("flush-log-at-commit", CRITICAL, aurora().with(FLUSH, "0")),
        failed("flush-log-at-commit", CRITICAL, aurora2().with(FLUSH, "2")),
        unknown("flush-log-at-commit", CRITICAL, aurora().with(FLUSH, "2").version("")),
        unknown("flush-log-at-commit", CRITICAL, rds().with(FLUSH, "7")),
        unknown("flush-log-at-commit", CRITICAL, rds().variablesUnknown()),
        unknown("flush-log-at-commit", NOTICE, rds().variablesUnknown().roles(REPLICA)),
        unknown("flush-log-at-commit", CRITICAL, rds().without(FLUSH)),
        passed("flush-log-at-commit", rds()),
        failed("allow-data-loss", NOTICE, aurora().with("innodb_trx_commit_allow_data_loss", "1")),
        failed(
            "allow-data-loss",
            NOTICE,
            aurora()
                .without("innodb_trx_commit_allow_data_loss")
                .group("innodb_trx_commit_allow_data_loss", "1")),
        passed("allow-data-loss", aurora()),
        unknown("allow-data-loss", NOTICE, aurora().without("innodb_trx_commit_allow_data_loss")),
        notApplicable("allow-data-loss", aurora2()),
        notApplicable("allow-data-loss", rds().version(two)),
        failed(
            "flush-timeout",
            WARNING,
            rds().with(FLUSH, "2").with("innodb_flush_log_at_timeout", "30")),
        failed(
            "flush-timeout",
            NOTICE,
            rds().with(FLUSH, "2").with("innodb_flush_log_at_timeout", "30").roles(REPLICA)),
        passed("flush-timeout", rds().with(FLUSH, "2")),
        notApplicable("flush-timeout", rds().with("innodb_flush_log_at_timeout", "30")),
        notApplicable("flush-timeout", aurora().with(FLUSH, "0")),
        unknown("flush-timeout", NOTICE, rds().variablesUnknown()),
        failed(
            "log-writer-threads",
            WARNING,
            rds().with(FLUSH, "0").with("innodb_log_writer_threads", "OFF")),
        failed(
            "log-writer-threads",
            NOTICE,
            rds().with(FLUSH, "0").with("innodb_log_writer_threads", "OFF").roles(REPLICA)),
        failed(
            "log-writer-threads",
            WARNING,
            rds().with(FLUSH, "0").without("innodb_log_writer_threads").version("5.7.44")),
        passed("log-writer-threads", rds().with(FLUSH, "0")),
        passed(
            "log-writer-threads",
            plain().with(FLUSH, "0").without("innodb_log_writer_threads").version("8.0.15")),
        unknown(
            "log-writer-threads",
            NOTICE,
            plain().with(FLUSH, "0").without("innodb_log_writer_threads").version("")),
        unknown("log-writer-threads", NOTICE, rds().variablesUnknown()),
        notApplicable(
            "log-writer-threads", rds().with(FLUSH, "2").with("innodb_log_writer_threads", "OFF")),
        failed("flush-method", CRITICAL, plain().with("innodb_flush_method", "nosync")),
        failed(
            "flush-method",
            WARNING,
            plain().with("innodb_flush_method", "littlesync").roles(REPLICA)),
        failed(
            "flush-method",
            WARNING,
            plain().with("innodb_flush_method", "O_DIRECT_NO_FSYNC").version("5.7.22")),
        passed("flush-method", plain().with("innodb_flush_method", "O_DIRECT_NO_FSYNC")),
        passed("flush-method", plain().with("innodb_flush_method", "").version("5.7.22")),
        unknown("flush-method", WARNING, plain().variablesUnknown()),
        notApplicable("flush-method", aurora()),
        failed("doublewrite", CRITICAL, plain().with("innodb_doublewrite", "OFF")),
        failed("doublewrite", CRITICAL, plain().with("innodb_doublewrite", "DETECT_ONLY")),
        failed("doublewrite", WARNING, plain().with("innodb_doublewrite", "0").roles(REPLICA)),
        passed("doublewrite", plain().with("innodb_doublewrite", "DETECT_AND_RECOVER")),
        passed("doublewrite", rds().with("innodb_doublewrite", "OFF")),
        failed(
            "doublewrite",
            CRITICAL,
            rds().with("innodb_doublewrite", "OFF").group("innodb_doublewrite", "0")),
        unknown(
            "doublewrite",
            WARNING,
            rds()
                .with("innodb_doublewrite", "OFF")
                .groups(Readings.denied("rds:DescribeDBParameters"))),
        unknown("doublewrite", WARNING, plain().variablesUnknown()),
        notApplicable("doublewrite", aurora().with("innodb_doublewrite", "OFF")));
  }

  private static List<Example> binlog() {
    List<Example> all =
        new ArrayList<>(
            List.of(
                failed("sync-binlog", CRITICAL, rds().with("sync_binlog", "0")),
                failed("sync-binlog", CRITICAL, plain().with("sync_binlog", "1000")),
                failed("sync-binlog", WARNING, rds().with("sync_binlog", "0").roles()),
                failed("sync-binlog", WARNING, cluster().with("sync_binlog", "0")),
                failed("sync-binlog", NOTICE, rds().with("sync_binlog", "0").roles(REPLICA)),
                passed("sync-binlog", rds()),
                unknown("sync-binlog", CRITICAL, rds().variablesUnknown()),
                unknown("sync-binlog", CRITICAL, rds().with("sync_binlog", "often")),
                notApplicable("sync-binlog", aurora().with("sync_binlog", "0")),
                notApplicable("sync-binlog", rds().with("sync_binlog", "0").with("log_bin", "OFF")),
                failed("binlog-on", CRITICAL, plain().with("log_bin", "OFF")),
                failed("binlog-on", WARNING, rds().with("log_bin", "OFF").roles()),
                failed("binlog-on", CRITICAL, aurora().with("log_bin", "0")),
                passed("binlog-on", rds()),
                unknown("binlog-on", WARNING, rds().variablesUnknown()),
                notApplicable("binlog-on", rds().with("log_bin", "OFF").roles(REPLICA)),
                notApplicable("binlog-on", aurora().with("log_bin", "OFF").roles()),
                failed(
                    "binlog-error-action",
                    CRITICAL,
                    rds().with("binlog_error_action", "IGNORE_ERROR")),
                failed(
                    "binlog-error-action",
                    NOTICE,
                    rds().with("binlog_error_action", "0").roles(REPLICA)),
                failed("binlog-format", WARNING, rds().with("binlog_format", "STATEMENT")),
                failed("binlog-format", NOTICE, rds().with("binlog_format", "MIXED")),
                failed("binlog-row-image", WARNING, rds().with("binlog_row_image", "MINIMAL")),
                failed("binlog-row-image", NOTICE, rds().with("binlog_row_image", "0").roles()),
                failed("binlog-checksum", WARNING, rds().with("binlog_checksum", "NONE")),
                failed(
                    "binlog-checksum",
                    NOTICE,
                    rds().with("binlog_checksum", "NONE").roles(REPLICA)),
                passed("binlog-checksum", rds().with("binlog_checksum", "1"))));
    for (String rule :
        List.of("binlog-error-action", "binlog-format", "binlog-row-image", "binlog-checksum")) {
      all.add(passed(rule, rds()));
      all.add(unknown(rule, NOTICE, rds().variablesUnknown()));
      all.add(notApplicable(rule, rds().with("log_bin", "OFF")));
    }
    return all;
  }

  private static List<Example> gtids() {
    return List.of(
        failed("gtid-mode", WARNING, plain().with("gtid_mode", "OFF")),
        failed("gtid-mode", NOTICE, plain().with("gtid_mode", "ON_PERMISSIVE")),
        failed("gtid-mode", NOTICE, plain().with("gtid_mode", "OFF").roles()),
        failed("gtid-mode", NOTICE, rds().with("gtid_mode", "OFF_PERMISSIVE")),
        failed("gtid-mode", WARNING, aurora().with("gtid_mode", "1").roles(REPLICA)),
        passed("gtid-mode", rds().with("gtid_mode", "3")),
        unknown("gtid-mode", NOTICE, rds().variablesUnknown()),
        failed("gtid-consistency", NOTICE, rds().with("enforce_gtid_consistency", "WARN")),
        passed("gtid-consistency", rds().with("enforce_gtid_consistency", "1")),
        unknown("gtid-consistency", NOTICE, rds().variablesUnknown()));
  }

  private static List<Example> replicas() {
    List<Example> all =
        new ArrayList<>(
            List.of(
                failed("relay-log-recovery", WARNING, replica().with("relay_log_recovery", "0")),
                failed(
                    "preserve-commit-order",
                    WARNING,
                    replica().with("replica_preserve_commit_order", "OFF")),
                failed(
                    "preserve-commit-order",
                    WARNING,
                    replica()
                        .without("replica_preserve_commit_order", "replica_parallel_workers")
                        .with("slave_preserve_commit_order", "OFF")
                        .with("slave_parallel_workers", "8")
                        .version("5.7.44")),
                notApplicable(
                    "preserve-commit-order",
                    replica()
                        .with("replica_preserve_commit_order", "OFF")
                        .with("replica_parallel_workers", "1")),
                unknown(
                    "preserve-commit-order",
                    WARNING,
                    replica().without("replica_parallel_workers")),
                failed("log-replica-updates", NOTICE, replica().with("log_replica_updates", "OFF")),
                failed(
                    "log-replica-updates",
                    CRITICAL,
                    plain()
                        .roles(REPLICA, SOURCE)
                        .without("log_replica_updates")
                        .with("log_slave_updates", "OFF")),
                failed("read-only", WARNING, replica().with("read_only", "OFF")),
                failed("read-only", NOTICE, rds().roles(REPLICA, GREEN).with("read_only", "OFF")),
                failed("read-only", NOTICE, aurora().roles(REPLICA).with("read_only", "OFF")),
                failed("skip-errors", WARNING, replica().with("replica_skip_errors", "1062")),
                failed(
                    "relay-log-space", NOTICE, replica().with("relay_log_space_limit", "1000000")),
                failed("exec-mode", WARNING, replica().with("replica_exec_mode", "IDEMPOTENT"))));
    for (String rule :
        List.of(
            "relay-log-recovery",
            "preserve-commit-order",
            "read-only",
            "skip-errors",
            "relay-log-space",
            "exec-mode",
            "log-replica-updates")) {
      all.add(passed(rule, replica()));
      all.add(notApplicable(rule, rds().roles(SOURCE)));
      Severity stake =
          List.of("log-replica-updates", "relay-log-space").contains(rule) ? NOTICE : WARNING;
      all.add(unknown(rule, stake, replica().variablesUnknown()));
    }
    return all;
  }

  private static List<Example> positions() {
    Readings writer = cluster();
    return List.of(
        failed("super-read-only", NOTICE, plain().roles(REPLICA).with("super_read_only", "OFF")),
        passed("super-read-only", plain().roles(REPLICA)),
        unknown("super-read-only", NOTICE, plain().roles(REPLICA).variablesUnknown()),
        notApplicable("super-read-only", replica().with("super_read_only", "OFF")),
        failed("applier-position", WARNING, replica().with("relay_log_info_repository", "FILE")),
        passed("applier-position", replica().with("relay_log_info_repository", "1")),
        unknown(
            "applier-position",
            WARNING,
            replica().without("relay_log_info_repository").version("5.7.44")),
        notApplicable(
            "applier-position", replica().without("relay_log_info_repository").version("8.4.5")),
        notApplicable("applier-position", aurora().roles(REPLICA)),
        failed("receiver-position", NOTICE, replica().with("master_info_repository", "FILE")),
        passed("receiver-position", replica()),
        unknown(
            "receiver-position", NOTICE, replica().without("master_info_repository").version("")),
        notApplicable(
            "receiver-position", replica().without("master_info_repository").version("9.7.4")),
        failed("semi-sync", CRITICAL, cluster().with("rpl_semi_sync_source_enabled", "OFF")),
        failed(
            "semi-sync",
            CRITICAL,
            cluster()
                .without("rpl_semi_sync_source_enabled")
                .with("rpl_semi_sync_master_enabled", "0")),
        passed("semi-sync", writer),
        unknown("semi-sync", WARNING, cluster().without("rpl_semi_sync_source_enabled")),
        notApplicable("semi-sync", cluster().roles(REPLICA)),
        notApplicable("semi-sync", rds()));
  }

  private static List<Example> groups() {
    Readings waiting = rds().with(FLUSH, "2").group(FLUSH, "1", false).status("pending-reboot");
    return List.of(
        failed("group-not-in-force", CRITICAL, waiting),
        failed(
            "group-not-in-force",
            NOTICE,
            rds().roles(REPLICA).with(FLUSH, "2").group(FLUSH, "1").status("failed-to-apply")),
        passed("group-not-in-force", rds().group(FLUSH, "1")),
        passed("group-not-in-force", rds().with(FLUSH, "2").group(FLUSH, "2")),
        unknown("group-not-in-force", WARNING, rds().variablesUnknown().group(FLUSH, "1")),
        unknown(
            "group-not-in-force",
            WARNING,
            rds().groups(Readings.denied("rds:DescribeDBParameters"))),
        unknown("group-not-in-force", NOTICE, rds().group("sync_binlog", "{AllocatedStorage}")),
        unknown(
            "undone-by-restart", NOTICE, replica().group("log_replica_updates", "").version("")),
        notApplicable("group-not-in-force", plain()),
        failed("undone-by-restart", WARNING, rds().group(FLUSH, "2")),
        failed("undone-by-restart", NOTICE, rds().group("binlog_format", "MIXED")),
        failed("undone-by-restart", WARNING, rds().group("sync_binlog", "0")),
        passed("undone-by-restart", rds().group("sync_binlog", "")),
        unknown(
            "undone-by-restart", WARNING, rds().groups(new Fact.Known<>(List.of(), Readings.NOW))),
        notApplicable("undone-by-restart", plain()),
        failed("group-applied", WARNING, rds().status("failed-to-apply")),
        failed("group-applied", NOTICE, rds().status("pending-reboot")),
        failed("group-applied", NOTICE, rds().status("applying")),
        passed("group-applied", rds()),
        unknown("group-applied", NOTICE, rds().status("")),
        unknown("group-applied", NOTICE, rds().groups(Readings.denied("rds:DescribeDBInstances"))),
        notApplicable("group-applied", plain()));
  }

  private static List<Example> api() {
    Fact<RdsTraits> denied = Readings.denied("rds:DescribeDBInstances");
    Fact<RdsTraits> bare = Readings.traits(false, 0, false, "", 1);
    return List.of(
        failed("backups", CRITICAL, rds().rds(bare)),
        passed("backups", rds()),
        unknown("backups", CRITICAL, rds().rds(denied)),
        notApplicable("backups", rds().rds(bare).roles(REPLICA)),
        notApplicable("backups", plain()),
        failed("standby", WARNING, rds().rds(bare)),
        failed("standby", NOTICE, rds().rds(bare).roles(REPLICA)),
        failed("standby", WARNING, aurora().rds(Readings.traits(false, 7, true, "", 2))),
        passed("standby", aurora()),
        unknown("standby", WARNING, rds().rds(denied)),
        notApplicable("standby", cluster().rds(bare)),
        failed("deletion-protection", WARNING, aurora().rds(bare)),
        failed("deletion-protection", NOTICE, rds().rds(bare).roles(REPLICA)),
        passed("deletion-protection", rds()),
        unknown("deletion-protection", WARNING, rds().rds(denied)),
        notApplicable("deletion-protection", plain()),
        failed("binlog-retention", WARNING, rds().hours(hours(Optional.empty()))),
        failed("binlog-retention", NOTICE, rds().hours(hours(Optional.of(2))).roles()),
        failed("binlog-retention", WARNING, plain().with("binlog_expire_logs_seconds", "3600")),
        passed("binlog-retention", aurora().hours(hours(Optional.of(24)))),
        unknown("binlog-retention", WARNING, rds().hours(Readings.denied("SELECT"))),
        unknown("binlog-retention", WARNING, plain().variablesUnknown()),
        notApplicable("binlog-retention", rds().hours(hours(Optional.of(2))).roles(REPLICA)),
        notApplicable("binlog-retention", plain().with("log_bin", "OFF")));
  }

  private static Fact<Optional<Integer>> hours(Optional<Integer> kept) {
    return new Fact.Known<>(kept, Readings.NOW);
  }

  private static Readings rds() {
    return Readings.of(RDS_INSTANCE);
  }

  private static Readings replica() {
    return Readings.of(RDS_INSTANCE).roles(REPLICA);
  }

  private static Readings plain() {
    return Readings.of(PLAIN);
  }

  private static Readings cluster() {
    return Readings.of(RDS_CLUSTER);
  }

  private static Readings aurora() {
    return Readings.of(AURORA);
  }

  private static Readings aurora2() {
    return Readings.of(AURORA)
        .version("5.7.mysql_aurora.2.12.3")
        .without("innodb_trx_commit_allow_data_loss");
  }

  private static Example failed(String rule, Severity severity, Readings of) {
    return new Example(rule, of, FAILED, severity);
  }

  private static Example passed(String rule, Readings of) {
    return new Example(rule, of, PASSED, OK);
  }

  private static Example unknown(String rule, Severity severity, Readings of) {
    return new Example(rule, of, UNKNOWN, severity);
  }

  private static Example notApplicable(String rule, Readings of) {
    return new Example(rule, of, NOT_APPLICABLE, OK);
  }
}
