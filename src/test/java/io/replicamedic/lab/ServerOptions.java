package io.replicamedic.lab;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * mysqld options that every lab server of a {@link Release} has; called by {@link MysqlServer}.
 *
 * @param shape what a data directory is made with and must be started with; small, so that copying
 *     is fast
 * @param initialising what it is made with besides
 * @param running what a server runs with, unless whoever starts it says otherwise
 */
record ServerOptions(List<String> shape, List<String> initialising, Map<String, String> running) {
  private static final List<String> SMALL_TABLESPACE =
      List.of("--innodb-data-file-path=ibdata1:5M:autoextend", "--innodb-autoextend-increment=1");

  /**
   * Little memory, no way in but 127.0.0.1, GTIDs on as in the incidents, replication tables on.
   */
  private static final Map<String, String> SMALL =
      Map.ofEntries(
          Map.entry("bind_address", "127.0.0.1"),
          Map.entry("skip_name_resolve", "ON"),
          Map.entry("secure_file_priv", "NULL"),
          Map.entry("log_error_verbosity", "2"),
          Map.entry("log_output", "FILE"),
          Map.entry("gtid_mode", "ON"),
          Map.entry("enforce_gtid_consistency", "ON"),
          Map.entry("relay_log_recovery", "ON"),
          Map.entry("log_bin", "binlog"),
          Map.entry("relay_log", "relay"),
          Map.entry("innodb_buffer_pool_size", "24M"),
          Map.entry("innodb_log_buffer_size", "1M"),
          Map.entry("max_connections", "80"),
          Map.entry("table_open_cache", "200"),
          Map.entry("table_definition_cache", "400"),
          Map.entry("performance_schema_max_memory_classes", "0"),
          Map.entry("performance_schema_users_size", "10"),
          Map.entry("performance_schema_hosts_size", "10"),
          Map.entry("performance_schema_accounts_size", "10"),
          Map.entry("performance_schema_max_table_instances", "200"),
          Map.entry("performance_schema_max_thread_instances", "120"),
          Map.entry("performance_schema_digests_size", "200"),
          Map.entry("performance_schema_max_sql_text_length", "512"),
          Map.entry("performance_schema_events_statements_history_long_size", "10"),
          Map.entry("performance_schema_events_stages_history_long_size", "10"),
          Map.entry("performance_schema_events_waits_history_long_size", "10"),
          Map.entry("performance_schema_events_transactions_history_long_size", "10"));

  private static final Map<String, String> NO_SOCKET_BUT_TCP = Map.of("socket", "");

  private static final Map<String, String> SINCE_8_0 =
      Map.of("mysqlx", "OFF", "performance_schema_error_size", "1");

  private static final Map<String, String> BEFORE_8_0_26 =
      Map.of("log_slave_updates", "ON", "skip_slave_start", "ON");

  private static final List<String> BEFORE_8_0_20 = with("--innodb-log-file-size=4M");

  static final ServerOptions CURRENT =
      new ServerOptions(
          with("--innodb-doublewrite-files=2", "--innodb-doublewrite-pages=16"),
          // with the 8M that servers run with later, initialising takes twice as long
          List.of("--skip-log-bin", "--innodb-redo-log-capacity=64M"),
          all(
              SMALL,
              NO_SOCKET_BUT_TCP,
              SINCE_8_0,
              Map.of(
                  "log_replica_updates", "ON",
                  "skip_replica_start", "ON",
                  "innodb_redo_log_capacity", "8M")));

  static final ServerOptions V8_0_15 =
      new ServerOptions(
          BEFORE_8_0_20,
          List.of("--skip-log-bin"),
          all(SMALL, NO_SOCKET_BUT_TCP, SINCE_8_0, BEFORE_8_0_26));

  /** Positions in tables, as RDS has them, and as several channels need. */
  static final ServerOptions V5_7_22 =
      new ServerOptions(
          BEFORE_8_0_20,
          List.of(),
          all(
              SMALL,
              BEFORE_8_0_26,
              Map.of(
                  // it has no TLS here, and takes require_secure_transport only with one or the
                  // other
                  "socket", "socket",
                  "master_info_repository", "TABLE",
                  "relay_log_info_repository", "TABLE")));

  private static List<String> with(String... more) {
    return Stream.concat(SMALL_TABLESPACE.stream(), Arrays.stream(more)).toList();
  }

  @SafeVarargs
  private static Map<String, String> all(Map<String, String>... parts) {
    Map<String, String> all = new LinkedHashMap<>();
    for (Map<String, String> part : parts) {
      all.putAll(part);
    }
    return Map.copyOf(all);
  }
}
