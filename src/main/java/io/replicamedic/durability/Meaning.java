package io.replicamedic.durability;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Values compared by what they mean to the server: where a group writes 1, @@GLOBAL reads ON, and
 * the number of an enumeration is its name (SET GLOBAL takes both).
 */
final class Meaning {
  /**
   * A replica's remedy may be RDS's formula; what a group's formula comes to, {@link Said} says.
   */
  private static final Set<String> ON = Set.of("1", "ON", "TRUE", "YES", "{TRUEIFREPLICA}");

  private static final Set<String> OFF = Set.of("0", "OFF", "FALSE", "NO");

  private static final Set<String> BOOLEANS =
      Set.of(
          "log_bin",
          "binlog_expire_logs_auto_purge",
          "log_replica_updates",
          "log_slave_updates",
          "read_only",
          "super_read_only",
          "innodb_read_only",
          "relay_log_recovery",
          "replica_preserve_commit_order",
          "slave_preserve_commit_order",
          "innodb_log_writer_threads",
          "innodb_trx_commit_allow_data_loss",
          "rpl_semi_sync_source_enabled",
          "rpl_semi_sync_master_enabled");

  /** Names in the server's order: the index is the number that stands for each. */
  private static final Map<String, List<String>> ENUMS =
      Map.of(
          "binlog_format", List.of("MIXED", "STATEMENT", "ROW"),
          "binlog_row_image", List.of("MINIMAL", "NOBLOB", "FULL"),
          "binlog_checksum", List.of("NONE", "CRC32"),
          "binlog_error_action", List.of("IGNORE_ERROR", "ABORT_SERVER"),
          "gtid_mode", List.of("OFF", "OFF_PERMISSIVE", "ON_PERMISSIVE", "ON"),
          "enforce_gtid_consistency", List.of("OFF", "ON", "WARN"),
          "innodb_doublewrite", List.of("OFF", "ON", "DETECT_ONLY", "DETECT_AND_RECOVER"),
          "relay_log_info_repository", List.of("FILE", "TABLE"),
          "master_info_repository", List.of("FILE", "TABLE"));

  private Meaning() {}

  /** Whether both mean the same to that variable. */
  static boolean same(String variable, String one, String other) {
    return of(variable, one).equals(of(variable, other));
  }

  /** One spelling for each meaning: upper case, ON and OFF for Booleans, an enumeration's names. */
  static String of(String variable, String value) {
    String upper = value.strip().toUpperCase(Locale.ROOT);
    List<String> names = ENUMS.get(variable);
    if (names == null) {
      return BOOLEANS.contains(variable) ? bool(upper) : upper;
    }
    String plain = upper.matches("\\d") ? numbered(names, upper) : upper;
    return names.contains(plain) ? plain : named(names, bool(plain), plain);
  }

  private static String numbered(List<String> names, String digit) {
    int number = digit.charAt(0) - '0';
    return number < names.size() ? names.get(number) : digit;
  }

  private static String named(List<String> names, String bool, String plain) {
    return names.contains(bool) ? bool : plain;
  }

  private static String bool(String upper) {
    if (ON.contains(upper)) {
      return "ON";
    }
    return OFF.contains(upper) ? "OFF" : upper;
  }
}
