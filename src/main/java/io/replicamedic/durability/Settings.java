package io.replicamedic.durability;

import java.util.List;
import java.util.Optional;

/**
 * The variables that rules read. Names and defaults were read from {@code mysqld --verbose --help}
 * of 5.7.22, 8.0.15 and 9.7.4 and from the manual; groups' spellings from AWS's parameter lists.
 */
final class Settings {
  static final Setting FLUSH = Setting.of("innodb_flush_log_at_trx_commit", "1");
  static final Setting FLUSH_TIMEOUT = Setting.of("innodb_flush_log_at_timeout", "1");
  static final Setting FLUSH_METHOD = Setting.of("innodb_flush_method", "");

  /** From 8.0.22; its default has changed with the release and the number of processors. */
  static final Setting LOG_WRITERS =
      Setting.of("innodb_log_writer_threads", "").standing(version -> Optional.empty());

  /** Aurora 3 and later only. */
  static final Setting ALLOW_LOSS = Setting.of("innodb_trx_commit_allow_data_loss", "0");

  static final Setting DOUBLEWRITE = Setting.of("innodb_doublewrite", "ON");
  static final Setting SYNC_BINLOG = Setting.of("sync_binlog", "1");

  /** No parameter of RDS: it follows from backups (RDS) or from binlog_format (Aurora). */
  static final Setting LOG_BIN =
      new Setting(
          List.of("log_bin"),
          List.of(),
          version -> Optional.of(version.major() < 8 ? "OFF" : "ON"));

  static final Setting GTID_MODE =
      Setting.of("gtid_mode", "OFF")
          .also(List.of(), List.of("gtid-mode"))
          .standing(version -> Optional.of(version.from(9, 5, 0) ? "ON" : "OFF"));
  static final Setting GTID_CONSISTENCY =
      Setting.of("enforce_gtid_consistency", "OFF")
          .standing(version -> Optional.of(version.from(9, 5, 0) ? "ON" : "OFF"));
  static final Setting BINLOG_FORMAT = Setting.of("binlog_format", "ROW");
  static final Setting ROW_IMAGE = Setting.of("binlog_row_image", "FULL");
  static final Setting BINLOG_CHECKSUM = Setting.of("binlog_checksum", "CRC32");
  static final Setting BINLOG_ERROR = Setting.of("binlog_error_action", "ABORT_SERVER");

  /** From 8.0.1; 0 = never. */
  static final Setting EXPIRE_SECONDS = Setting.of("binlog_expire_logs_seconds", "2592000");

  /** Until 8.0; counts only where the seconds are absent or 0. */
  static final Setting EXPIRE_DAYS = Setting.of("expire_logs_days", "0");

  /** From 8.0.29. */
  static final Setting AUTO_PURGE = Setting.of("binlog_expire_logs_auto_purge", "ON");

  static final Setting RELAY_RECOVERY = Setting.of("relay_log_recovery", "OFF");
  static final Setting RELAY_SPACE =
      Setting.of("relay_log_space_limit", "0").also(List.of(), List.of("relay-log-space-limit"));

  /** Until 8.2; always a table since. */
  static final Setting APPLIER_REPOSITORY =
      Setting.of("relay_log_info_repository", "")
          .standing(version -> Optional.of(version.major() < 8 ? "FILE" : "TABLE"));

  /** Until 8.2; always a table since. */
  static final Setting RECEIVER_REPOSITORY =
      Setting.of("master_info_repository", "")
          .also(List.of(), List.of("master-info-repository"))
          .standing(version -> Optional.of(version.major() < 8 ? "FILE" : "TABLE"));

  static final Setting WORKERS =
      Setting.of("replica_parallel_workers", "")
          .also(List.of("slave_parallel_workers"), List.of())
          .standing(version -> since8027(version, "0", "4"));
  static final Setting COMMIT_ORDER =
      Setting.of("replica_preserve_commit_order", "")
          .also(List.of("slave_preserve_commit_order"), List.of())
          .standing(version -> since8027(version, "OFF", "ON"));
  static final Setting LOG_UPDATES =
      Setting.of("log_replica_updates", "")
          .also(List.of("log_slave_updates"), List.of())
          .standing(version -> Optional.of(version.major() < 8 ? "OFF" : "ON"));
  static final Setting SKIP_ERRORS =
      Setting.of("replica_skip_errors", "OFF")
          .also(List.of("slave_skip_errors"), List.of("slave-skip-errors"));
  static final Setting EXEC_MODE =
      Setting.of("replica_exec_mode", "STRICT").also(List.of("slave_exec_mode"), List.of());
  static final Setting READ_ONLY = Setting.of("read_only", "OFF");
  static final Setting SUPER_READ_ONLY = Setting.of("super_read_only", "OFF");
  static final Setting SEMI_SYNC =
      Setting.of("rpl_semi_sync_source_enabled", "OFF")
          .also(List.of("rpl_semi_sync_master_enabled"), List.of());

  private Settings() {}

  private static Optional<String> since8027(Version version, String earlier, String later) {
    if (version.from(8, 0, 27)) {
      return Optional.of(later);
    }
    return version.before(8, 0, 27) ? Optional.of(earlier) : Optional.empty();
  }
}
