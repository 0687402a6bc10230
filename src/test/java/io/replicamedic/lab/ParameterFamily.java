package io.replicamedic.lab;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The parameters that a group of a family has, as RDS tells them before anybody has changed one: a
 * few dozen of the several hundred; used by {@link RdsParameters}.
 */
final class ParameterFamily {
  /**
   * A parameter.
   *
   * @param value the family's; empty when the engine decides
   * @param source {@code system} or {@code engine-default}
   * @param type {@code dynamic} or {@code static}
   * @param allowed a range of numbers, or words
   */
  record Parameter(
      String name,
      Optional<String> value,
      String source,
      String type,
      boolean modifiable,
      String allowed) {
    boolean isDynamic() {
      return type.equals("dynamic");
    }

    boolean allows(String wanted) {
      if (allowed.isEmpty() || wanted.startsWith("{")) {
        return true;
      }
      String[] range = allowed.split("-", 2);
      if (range.length == 2 && range[0].matches("\\d+")) {
        return wanted.matches("\\d{1,18}")
            && Long.parseLong(wanted) >= Long.parseLong(range[0])
            && Long.parseLong(wanted) <= Long.parseLong(range[1]);
      }
      return List.of(allowed.split(",")).contains(wanted);
    }
  }

  private static final String INSTANCE =
      """
      autocommit                        engine-default dynamic  yes 0,1
      back_log                          engine-default static   yes 1-65535
      binlog_cache_size                 32768          dynamic  yes 4096-4294967295
      binlog_checksum                   engine-default dynamic  yes NONE,CRC32
      binlog_error_action               engine-default dynamic  yes IGNORE_ERROR,ABORT_SERVER
      binlog_format                     MIXED          dynamic  yes ROW,STATEMENT,MIXED
      binlog_row_image                  engine-default dynamic  yes full,minimal,noblob,FULL,MINIMAL,NOBLOB
      enforce_gtid_consistency          engine-default static   yes OFF,WARN,ON
      gtid-mode                         OFF_PERMISSIVE static   yes OFF,OFF_PERMISSIVE,ON_PERMISSIVE,ON
      innodb_buffer_pool_size           {DBInstanceClassMemory*3/4} dynamic yes 5242880-18446744073709
      innodb_doublewrite                engine-default static   yes 0,1
      innodb_flush_log_at_trx_commit    engine-default dynamic  yes 0-2
      innodb_flush_log_at_timeout       engine-default dynamic  yes 1-2700
      innodb_log_writer_threads         engine-default dynamic  yes 0,1
      log_bin_trust_function_creators   engine-default dynamic  yes 0,1
      log_replica_updates               1              static   no  0,1
      log_slave_updates                 1              static   no  0,1
      long_query_time                   engine-default dynamic  yes 0-31536000
      master_info_repository            TABLE          dynamic  no  FILE,TABLE
      max_connections                   {DBInstanceClassMemory/12582880} dynamic yes 1-100000
      read_only                         {TrueIfReplica} dynamic yes 0,1
      relay_log_info_repository         TABLE          dynamic  no  FILE,TABLE
      relay_log_recovery                1              static   no  0,1
      replica_parallel_type             engine-default dynamic  yes DATABASE,LOGICAL_CLOCK
      replica_parallel_workers          engine-default dynamic  yes 0-1024
      replica_preserve_commit_order     engine-default dynamic  yes 0,1
      slave_parallel_workers            engine-default dynamic  yes 0-1024
      slave_preserve_commit_order       engine-default dynamic  yes 0,1
      super_read_only                   engine-default dynamic  no  0,1
      sync_binlog                       1              dynamic  yes 0-4294967295
      wait_timeout                      engine-default dynamic  yes 1-31536000
      """;

  private static final String AURORA_CLUSTER =
      """
      aurora_binlog_replication_max_yield_seconds engine-default dynamic yes 0-36000
      autocommit                        engine-default dynamic  yes 0,1
      binlog_checksum                   engine-default dynamic  yes NONE,CRC32
      binlog_format                     OFF            static   yes ROW,STATEMENT,MIXED,OFF
      binlog_row_image                  engine-default dynamic  yes full,minimal,noblob,FULL,MINIMAL,NOBLOB
      enforce_gtid_consistency          engine-default static   yes OFF,WARN,ON
      gtid-mode                         OFF_PERMISSIVE static   yes OFF,OFF_PERMISSIVE,ON_PERMISSIVE,ON
      innodb_flush_log_at_trx_commit    engine-default dynamic  yes 0-2
      innodb_trx_commit_allow_data_loss engine-default dynamic  yes 0,1
      log_bin_trust_function_creators   engine-default dynamic  yes 0,1
      read_only                         engine-default dynamic  yes 0,1
      relay_log_recovery                engine-default static   no  0,1
      replica_parallel_workers          engine-default dynamic  yes 0-1024
      replica_preserve_commit_order     engine-default dynamic  yes 0,1
      sync_binlog                       engine-default dynamic  no  0-4294967295
      """;

  private static final String AURORA_INSTANCE =
      """
      long_query_time                   engine-default dynamic  yes 0-31536000
      max_connections                   engine-default dynamic  yes 1-100000
      sync_binlog                       engine-default dynamic  no  0-4294967295
      wait_timeout                      engine-default dynamic  yes 1-31536000
      """;

  private static final Map<String, SortedMap<String, Parameter>> ALL =
      Map.of(
          "instance", parsed(INSTANCE),
          "aurora-cluster", parsed(AURORA_CLUSTER),
          "aurora-instance", parsed(AURORA_INSTANCE));

  private ParameterFamily() {}

  /** Those of a family, by name. */
  static SortedMap<String, Parameter> of(String family, boolean ofCluster) {
    if (!family.startsWith("aurora-")) {
      return Objects.requireNonNull(ALL.get("instance"));
    }
    return Objects.requireNonNull(ALL.get(ofCluster ? "aurora-cluster" : "aurora-instance"));
  }

  private static SortedMap<String, Parameter> parsed(String table) {
    SortedMap<String, Parameter> parameters = new TreeMap<>();
    for (String line : table.lines().toList()) {
      String[] is = line.split("\\s+");
      boolean engine = is[1].equals("engine-default");
      parameters.put(
          is[0],
          new Parameter(
              is[0],
              engine ? Optional.empty() : Optional.of(is[1]),
              engine ? is[1] : "system",
              is[2],
              is[3].equals("yes"),
              is[4]));
    }
    return parameters;
  }
}
