package io.replicamedic.lab;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Reads what a replica says about itself, as the lab's root; called by {@link Lab}. */
final class Replica {
  private static final Duration DEADLINE = Duration.ofSeconds(30);

  private final MysqlServer server;
  private final Channels channels;

  Replica(MysqlServer server, Channels channels) {
    this.server = server;
    this.channels = channels;
  }

  /** SHOW REPLICA STATUS of the own channel; empty when none is configured. */
  Map<String, String> status() throws SQLException {
    try (Session root = server.session()) {
      return status(root);
    }
  }

  /** The workers that stopped with an error. */
  List<Map<String, String>> failedWorkers() throws SQLException {
    try (Session root = server.session()) {
      return failedWorkers(root);
    }
  }

  /** Returns once both threads read exactly this. */
  void awaitThreads(String receiver, String applier) {
    awaitStatus(
        "receiver " + receiver + ", applier " + applier,
        status ->
            receiver.equals(status.get("Replica_IO_Running"))
                && applier.equals(status.get("Replica_SQL_Running")));
  }

  /** Returns once the applier has stopped with a duplicate key in a worker. */
  void awaitDuplicateKey() throws SQLException {
    awaitStatus("applier stopped", s -> "No".equals(s.get("Replica_SQL_Running")));
    if (failedWorkers().stream().noneMatch(w -> "1062".equals(w.get("LAST_ERROR_NUMBER")))) {
      throw new AssertionError("no worker stopped with 1062: " + failedWorkers());
    }
  }

  void awaitStatus(String what, StatusTest test) {
    try (Session root = server.session()) {
      Await.until(
          () -> what + ", but: " + brief(root), DEADLINE, () -> test.holdsFor(status(root)));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns once a worker holds this transaction, unfinished. */
  void awaitApplying(String gtid) throws SQLException {
    try (Session root = server.session()) {
      Await.until(
          "the applier hangs in " + gtid,
          DEADLINE,
          () ->
              !root.rows(
                      """
                      SELECT 1 FROM performance_schema.replication_applier_status_by_worker
                      WHERE channel_name = '%s' AND applying_transaction = '%s'
                      """
                          .formatted(channels.own(), gtid))
                  .isEmpty());
    }
  }

  /** A condition on SHOW REPLICA STATUS. */
  @FunctionalInterface
  interface StatusTest {
    boolean holdsFor(Map<String, String> status);
  }

  private Map<String, String> status(Session root) throws SQLException {
    return root.rows("SHOW REPLICA STATUS").stream()
        .filter(row -> channels.own().equals(row.get("Channel_Name")))
        .findFirst()
        .orElse(Map.of());
  }

  private List<Map<String, String>> failedWorkers(Session root) throws SQLException {
    return root.rows(
        """
        SELECT worker_id AS WORKER_ID, last_error_number AS LAST_ERROR_NUMBER,
          last_error_message AS LAST_ERROR_MESSAGE, applying_transaction AS APPLYING_TRANSACTION
        FROM performance_schema.replication_applier_status_by_worker
        WHERE channel_name = '%s' AND last_error_number <> 0
        """
            .formatted(channels.own()));
  }

  private String brief(Session root) {
    try {
      Map<String, String> status = status(root);
      return "receiver %s %s %s, applier %s %s %s"
          .formatted(
              status.get("Replica_IO_Running"),
              status.get("Last_IO_Errno"),
              status.get("Last_IO_Error"),
              status.get("Replica_SQL_Running"),
              status.get("Last_SQL_Errno"),
              status.get("Last_SQL_Error"));
    } catch (SQLException e) {
      return e.toString();
    }
  }
}
