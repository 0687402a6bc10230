package io.replicamedic.lab;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Another source of a lab's replica, over a channel of its own: what must not be touched; opened by
 * {@link Lab}.
 */
public final class Neighbour implements AutoCloseable {
  private final String channel;
  private final MysqlServer source;
  private final MysqlServer replica;
  private final Gateway gateway;
  private final AtomicInteger rows = new AtomicInteger();
  private List<String> before = List.of();

  private Neighbour(String channel, MysqlServer source, MysqlServer replica, Gateway gateway) {
    this.channel = channel;
    this.source = source;
    this.replica = replica;
    this.gateway = gateway;
  }

  /** Its source, with the same replication account and a table that nobody else has. */
  static MysqlServer source(Account repl, LabSettings settings) {
    MysqlServer server =
        MysqlServer.start(
            settings.hasGtids()
                ? Map.of("server_id", "3")
                : Map.of("server_id", "3", "gtid_mode", "OFF", "enforce_gtid_consistency", "OFF"));
    try (Session root = server.session()) {
      root.run(
          "SET sql_log_bin = 0",
          "CREATE USER " + repl.user() + "@'%' IDENTIFIED BY '" + repl.password() + "'",
          "GRANT REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO " + repl.user() + "@'%'",
          "SET sql_log_bin = 1",
          "CREATE DATABASE side",
          "CREATE TABLE side.note (id INT PRIMARY KEY)");
      return server;
    } catch (SQLException e) {
      server.close();
      throw new IllegalStateException(e);
    }
  }

  /** Replicates when it returns. */
  static Neighbour beside(
      LabSettings settings, MysqlServer source, MysqlServer replica, Account repl, Wall wall)
      throws IOException, SQLException {
    String channel = settings.channels().beside().orElseThrow();
    Gateway gateway = Gateway.to(source.port(), wall);
    try (Session root = replica.session()) {
      root.run(
          "CALL mysql.rds_lab_configure('%s', %d, '%s', '%s', 1, '%s', '%s')"
              .formatted(
                  gateway.oldAddress().host(),
                  gateway.oldAddress().port(),
                  repl.user(),
                  repl.password(),
                  settings.hasGtids() ? "SOURCE_AUTO_POSITION = 1" : "SOURCE_AUTO_POSITION = 0",
                  channel),
          "CALL mysql.rds_lab_start('" + channel + "')");
    } catch (SQLException e) {
      gateway.close();
      throw e;
    }
    Neighbour neighbour = new Neighbour(channel, source, replica, gateway);
    neighbour.awaitNewRow();
    neighbour.remember();
    return neighbour;
  }

  /** The way to its source. */
  public Gateway gateway() {
    return gateway;
  }

  /** From here on it must stay as it is. */
  public void remember() throws SQLException {
    before = state();
  }

  /**
   * What of it is not as it was: address, threads and their states; empty = nobody has touched it.
   * A receiver that was connecting may have connected.
   */
  public List<String> changes() throws SQLException {
    List<String> now = state();
    return now.equals(before) ? List.of() : List.of("was " + before, "is " + now);
  }

  private List<String> state() throws SQLException {
    try (Session root = replica.session()) {
      return root
          .rows(
              """
              SELECT c.host, c.port, c.auto_position, a.service_state AS applier,
                w.thread_id AS worker, t.processlist_id AS receiver
              FROM performance_schema.replication_connection_configuration c
                JOIN performance_schema.replication_applier_status a USING (channel_name)
                JOIN performance_schema.replication_applier_status_by_worker w USING (channel_name)
                JOIN performance_schema.threads t ON t.name = 'thread/sql/replica_io'
                  AND t.processlist_id = %d
              WHERE c.channel_name = '%s' ORDER BY w.worker_id
              """
                  .formatted(receiver(root), channel))
          .stream()
          .map(Map::toString)
          .toList();
    }
  }

  /** The oldest one: it was started before the own channel's. */
  private static long receiver(Session root) throws SQLException {
    String oldest =
        root.value(
            "SELECT MIN(processlist_id) FROM performance_schema.threads"
                + " WHERE name = 'thread/sql/replica_io'");
    return oldest.equals("NULL") ? 0 : Long.parseLong(oldest);
  }

  /** Returns once a row that is written now is on the replica. */
  public void awaitNewRow() throws SQLException {
    int id = rows.incrementAndGet();
    try (Session root = source.session();
        Session there = replica.session()) {
      root.run("INSERT INTO side.note VALUES (" + id + ")");
      Await.until(
          "the neighbour's row " + id,
          Lab.DEADLINE,
          () ->
              there.refusal("SELECT 1 FROM side.note") == 0
                  && there.value("SELECT COUNT(*) FROM side.note WHERE id = " + id).equals("1"));
    }
  }

  @Override
  public void close() {
    gateway.close();
  }
}
