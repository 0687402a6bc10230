package io.replicamedic.bench;

import io.replicamedic.lab.Await;
import io.replicamedic.lab.MysqlServer;
import io.replicamedic.lab.Session;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A source and two replicas of it, real ones, that many registrations share: each database is
 * registered at a loopback address of its own, and the servers listen at all of them.
 */
final class SharedServers implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final MysqlServer source;
  private final List<MysqlServer> replicas;
  private final String adminPassword = UUID.randomUUID().toString();
  private final String replPassword = UUID.randomUUID().toString().substring(0, 30);

  private SharedServers() throws SQLException {
    source = MysqlServer.start(options(1));
    replicas = List.of(MysqlServer.start(options(2)), MysqlServer.start(options(3)));
    try (Session root = source.session()) {
      root.run(
          "SET sql_log_bin = 0",
          "CREATE USER repl@'%' IDENTIFIED BY '" + replPassword + "'",
          "GRANT REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO repl@'%'",
          "SET sql_log_bin = 1",
          "CREATE DATABASE t",
          "CREATE TABLE t.c (id INT PRIMARY KEY)");
    }
    for (MysqlServer replica : replicas) {
      replicate(replica);
    }
  }

  static SharedServers open() throws SQLException {
    return new SharedServers();
  }

  private void replicate(MysqlServer replica) throws SQLException {
    try (Session root = replica.session()) {
      root.run(
          "SET sql_log_bin = 0",
          "CREATE USER admin@'%' IDENTIFIED BY '" + adminPassword + "'",
          "GRANT SELECT, PROCESS, REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO admin@'%'",
          "SET sql_log_bin = 1",
          "CHANGE REPLICATION SOURCE TO SOURCE_HOST = '127.0.0.1', SOURCE_PORT = "
              + source.port()
              + ", SOURCE_USER = 'repl', SOURCE_PASSWORD = '"
              + replPassword
              + "', SOURCE_SSL = 1, SOURCE_AUTO_POSITION = 1, SOURCE_CONNECT_RETRY = 1",
          "START REPLICA");
      Await.until(
          "the replica replicates",
          PATIENCE,
          () ->
              root.value("SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_NAME = 'c'")
                  .equals("1"));
    }
  }

  // Random passwords guard what listens on all addresses here; sessions are many.
  private static Map<String, String> options(int serverId) {
    Map<String, String> options = new HashMap<>();
    options.put("server_id", Integer.toString(serverId));
    options.put("bind_address", "0.0.0.0");
    options.put("max_connections", "1200");
    options.put("table_open_cache", "4000");
    options.put("open_files_limit", "20000");
    options.put("performance_schema_max_thread_instances", "1300");
    options.put("replica_parallel_workers", "4");
    options.put("sync_binlog", "0");
    options.put("innodb_flush_log_at_trx_commit", "2");
    return options;
  }

  MysqlServer source() {
    return source;
  }

  /** That of the nth registration. */
  MysqlServer replica(int n) {
    return replicas.get(n % replicas.size());
  }

  String adminPassword() {
    return adminPassword;
  }

  String replPassword() {
    return replPassword;
  }

  /** An address of its own for each registration. */
  static String host(int n) {
    return "127.77.%d.%d".formatted(n / 250, 1 + n % 250);
  }

  @Override
  public void close() {
    replicas.forEach(MysqlServer::close);
    source.close();
  }
}
