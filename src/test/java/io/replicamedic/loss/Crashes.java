package io.replicamedic.loss;

import io.replicamedic.durability.FailureKind;
import io.replicamedic.durability.LossWindow;
import io.replicamedic.durability.Role;
import io.replicamedic.lab.Disk;
import io.replicamedic.lab.MysqlServer;
import io.replicamedic.lab.Session;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/** A server that crashes again and again, and what each crash cost. */
final class Crashes implements AutoCloseable {
  private static final Map<String, String> OPTIONS =
      Map.of(
          "server_id", "1",
          // Nothing but the settings in question is to make it write earlier.
          "innodb_redo_log_capacity", "64M",
          "innodb_log_buffer_size", "16M");

  private final MysqlServer server;
  private final int writers;
  private final Duration writing;
  private final Random random = new Random();
  private int rounds;

  private Crashes(MysqlServer server, int writers, Duration writing) {
    this.server = server;
    this.writers = writers;
    this.writing = writing;
  }

  /**
   * Its process will die; so many write for so long, and up to a second more, before each crash.
   */
  static Crashes here(int writers, Duration writing) {
    return new Crashes(MysqlServer.start(OPTIONS), writers, writing);
  }

  /** On that disk, whose host can die too. */
  static Crashes on(Disk disk, int writers, Duration writing) {
    return new Crashes(MysqlServer.startIn(disk.folder(), OPTIONS), writers, writing);
  }

  /** What the audit states, before anything fails, of a source that is set so. */
  LossWindow stated(Durability durability, FailureKind failure) throws SQLException {
    try (Session root = server.session()) {
      durability.set(root);
    }
    return Stated.window(Stated.plain(server, Set.of(Role.SOURCE)), failure);
  }

  String version() {
    return server.version();
  }

  /** The server is killed while it is written to, and started again. */
  Losses processCrash(Durability durability) throws SQLException, IOException {
    String table = table();
    String binlog = prepare(durability, table);
    try (Ledger ledger = Ledger.of(server, table, writers)) {
      ledger.awaitWritten(sometime());
      ledger.expectCrash();
      long crash = System.nanoTime();
      server.kill9();
      ledger.close();
      Map<Long, Duration> ages = ledger.agesAt(crash);
      server.startAgain();
      return losses(durability, FailureKind.PROCESS_CRASH, ages, server, table, binlog);
    }
  }

  /** A server is started on what the disk had while it was written to. */
  Losses hostFailure(Durability durability, Disk disk)
      throws SQLException, IOException, Disk.Unavailable {
    String table = table();
    String binlog = prepare(durability, table);
    disk.sync();
    try (Ledger ledger = Ledger.of(server, table, writers)) {
      ledger.awaitWritten(sometime());
      long crash = System.nanoTime();
      server.freeze();
      try (Disk left = disk.afterHostFailure()) {
        Map<Long, Duration> ages = ledger.agesAt(crash);
        server.thaw();
        ledger.close();
        Path folder = left.folder().resolve(disk.folder().relativize(server.folder()));
        try (MysqlServer recovered = server.onCopy(folder)) {
          return losses(
              durability, FailureKind.HOST_OR_ZONE_FAILURE, ages, recovered, table, binlog);
        }
      } finally {
        server.thaw();
      }
    }
  }

  /** No crash keeps step with the server's own second. */
  private Duration sometime() {
    return writing.plusMillis(random.nextInt(1000));
  }

  private String table() {
    return "loss.r" + ++rounds;
  }

  private String prepare(Durability durability, String table) throws SQLException {
    try (Session root = server.session()) {
      durability.set(root);
      root.run(
          "CREATE DATABASE IF NOT EXISTS loss",
          "CREATE TABLE " + table + " (id BIGINT PRIMARY KEY)",
          "FLUSH BINARY LOGS",
          "FLUSH ENGINE LOGS");
      return Binlogs.current(root);
    }
  }

  private Losses losses(
      Durability durability,
      FailureKind failure,
      Map<Long, Duration> acknowledged,
      MysqlServer recovered,
      String table,
      String binlog)
      throws SQLException, IOException {
    try (Session root = recovered.session()) {
      Set<Long> rows =
          root.rows("SELECT id FROM " + table).stream()
              .map(row -> Long.valueOf(row.getOrDefault("id", "")))
              .collect(Collectors.toSet());
      return Losses.of(
          durability, failure, writers, acknowledged, rows, Binlogs.inserted(recovered, binlog));
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
