package io.replicamedic.lab;

import java.util.Map;

/** mysqld options that every lab server has; called by {@link MysqlServer}. */
final class ServerOptions {
  private ServerOptions() {}

  /**
   * Little memory, no way in but 127.0.0.1, GTIDs on as in the incidents, replication tables on.
   */
  static final Map<String, String> SMALL =
      Map.ofEntries(
          Map.entry("bind_address", "127.0.0.1"),
          Map.entry("socket", ""),
          Map.entry("mysqlx", "OFF"),
          Map.entry("skip_name_resolve", "ON"),
          Map.entry("secure_file_priv", "NULL"),
          Map.entry("log_error_verbosity", "2"),
          Map.entry("log_output", "FILE"),
          Map.entry("gtid_mode", "ON"),
          Map.entry("enforce_gtid_consistency", "ON"),
          Map.entry("log_replica_updates", "ON"),
          Map.entry("skip_replica_start", "ON"),
          Map.entry("relay_log_recovery", "ON"),
          Map.entry("log_bin", "binlog"),
          Map.entry("relay_log", "relay"),
          Map.entry("innodb_buffer_pool_size", "24M"),
          Map.entry("innodb_redo_log_capacity", "8M"),
          Map.entry("innodb_log_buffer_size", "1M"),
          Map.entry("max_connections", "80"),
          Map.entry("table_open_cache", "200"),
          Map.entry("table_definition_cache", "400"),
          Map.entry("performance_schema_max_memory_classes", "0"),
          Map.entry("performance_schema_error_size", "1"),
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
}
