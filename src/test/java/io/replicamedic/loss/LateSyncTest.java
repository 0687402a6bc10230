package io.replicamedic.loss;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.durability.FailureKind;
import io.replicamedic.durability.LossWindow.Replicas;
import io.replicamedic.durability.Role;
import io.replicamedic.lab.Await;
import io.replicamedic.lab.Disk;
import io.replicamedic.lab.MysqlServer;
import io.replicamedic.lab.Session;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * A source whose redo is safe and whose binlog is not: a replica is sent a transaction before it is
 * synced, and has it when recovery rolls it back for want of its binlog event.
 */
class LateSyncTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int ATTEMPTS = 10;

  /** Without the threads nobody flushes a commit record before the next commit does. */
  private static final Durability LATE = new Durability(1, 0).withoutLogWriterThreads();

  @Test
  void a_replica_keeps_what_its_source_rolls_back_after_a_host_failure() throws Exception {
    try (Disk disk = disk();
        MysqlServer source = MysqlServer.startIn(disk.folder(), Map.of("server_id", "1"));
        MysqlServer replica =
            MysqlServer.start(
                Map.of(
                    "server_id", "2",
                    "innodb_flush_log_at_trx_commit", "2",
                    "sync_binlog", "0"))) {
      replicate(source, replica);
      Set<Long> ahead = ahead(disk, source, replica, 1);
      for (int attempt = 2; ahead.isEmpty() && attempt <= ATTEMPTS; attempt++) {
        ahead = ahead(disk, source, replica, attempt);
      }
      assertThat(ahead).isNotEmpty();
      assertThat(
              Stated.window(
                      Stated.plain(source, Set.of(Role.SOURCE)), FailureKind.HOST_OR_ZONE_FAILURE)
                  .replicas())
          .isEqualTo(Replicas.MAY_DIVERGE);
    }
  }

  /** What the replica has and the source has not, once it is back. */
  private static Set<Long> ahead(Disk disk, MysqlServer source, MysqlServer replica, int round)
      throws Exception {
    String table = "loss.r" + round;
    try (Session root = source.session()) {
      LATE.set(root);
      root.run("CREATE TABLE " + table + " (id BIGINT PRIMARY KEY)");
    }
    disk.sync();
    try (Ledger ledger = Ledger.of(source, table, 4)) {
      ledger.awaitWritten(Duration.ofMillis(500));
      source.freeze();
      try (Disk left = disk.afterHostFailure()) {
        awaitApplied(replica);
        Set<Long> ahead = new HashSet<>(rows(replica, table));
        source.thaw();
        Path folder = left.folder().resolve(disk.folder().relativize(source.folder()));
        try (MysqlServer recovered = source.onCopy(folder)) {
          ahead.removeAll(rows(recovered, table));
        }
        return ahead;
      } finally {
        source.thaw();
      }
    }
  }

  private static void replicate(MysqlServer source, MysqlServer replica) throws SQLException {
    String password = UUID.randomUUID().toString().substring(0, 30);
    try (Session there = source.session();
        Session here = replica.session()) {
      there.run(
          "SET sql_log_bin = 0",
          "CREATE USER repl@'127.0.0.1' IDENTIFIED BY '" + password + "'",
          "GRANT REPLICATION SLAVE ON *.* TO repl@'127.0.0.1'",
          "SET sql_log_bin = 1",
          "CREATE DATABASE loss");
      here.run(
          "CHANGE REPLICATION SOURCE TO SOURCE_HOST = '127.0.0.1', SOURCE_PORT = "
              + source.port()
              + ", SOURCE_USER = 'repl', SOURCE_PASSWORD = '"
              + password
              + "', SOURCE_SSL = 1, SOURCE_AUTO_POSITION = 1",
          "START REPLICA");
    }
  }

  private static void awaitApplied(MysqlServer replica) throws SQLException {
    try (Session root = replica.session()) {
      Await.until(
          "the replica has applied what it was sent",
          PATIENCE,
          () -> {
            String sent =
                root.rows("SHOW REPLICA STATUS").getFirst().getOrDefault("Retrieved_Gtid_Set", "");
            return root.value("SELECT GTID_SUBTRACT('" + sent + "', @@GLOBAL.gtid_executed)")
                .isEmpty();
          });
    }
  }

  private static Set<Long> rows(MysqlServer server, String table) throws SQLException {
    try (Session root = server.session()) {
      return root.rows("SELECT id FROM " + table).stream()
          .map(row -> Long.valueOf(row.getOrDefault("id", "")))
          .collect(Collectors.toSet());
    }
  }

  private static Disk disk() {
    try {
      return Disk.make();
    } catch (Disk.Unavailable e) {
      String reason = "no host can fail here: " + e.getMessage();
      System.out.println("SKIPPED " + LateSyncTest.class.getSimpleName() + ": " + reason);
      Assumptions.abort(reason);
      throw new IllegalStateException(e);
    }
  }
}
