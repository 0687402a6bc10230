package io.replicamedic.adapter.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.forensics.BinlogTransaction;
import io.replicamedic.forensics.RowChange;
import io.replicamedic.forensics.RowImage;
import io.replicamedic.forensics.TableShape;
import io.replicamedic.lab.MysqlServer;
import io.replicamedic.lab.Session;
import io.replicamedic.outside.ReplicaSession;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The same value has the same text from the binlog and from a SELECT; another value another. */
class CanonicalValuesTest {
  private static final int ROWS = 300;
  private static final long SEED = System.nanoTime();

  private static MysqlServer server;
  private static Registered registered;
  private static final EveryType types = new EveryType();

  @BeforeAll
  static void start() throws SQLException {
    server = MysqlServer.start(Map.of("default_time_zone", "+05:30"));
    registered = Registered.alone(server);
    try (Session root = server.session()) {
      root.run("CREATE DATABASE t CHARACTER SET utf8mb4", types.createTable("t.every"));
    }
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void a_value_reads_the_same_from_the_binlog_and_from_the_table() throws SQLException {
    String gtid = committed(types.insert("t.every", 1, ROWS, new Random(SEED)));
    try (ReplicaSession session = registered.replica()) {
      BinlogTransaction transaction = session.binlogTransaction(gtid).orElseThrow();
      assertThat(transaction.statements()).isEmpty();
      List<RowChange> changes = transaction.changes();
      TableShape shape = session.shape("t", "every");
      assertThat(changes).hasSize(ROWS);
      for (RowChange change : changes) {
        RowImage event = Objects.requireNonNull(change.after());
        List<RowImage> local = session.rows(shape, List.of("id"), event);
        assertThat(local).as("seed %d", SEED).containsExactly(event);
        assertThat(event.unreadable()).as("seed %d", SEED).isEmpty();
      }
    }
  }

  @Test
  void the_smallest_difference_in_any_column_is_noticed() throws SQLException {
    String gtid = committed(types.insert("t.every", 100_000, 20, new Random(SEED)));
    try (ReplicaSession session = registered.replica();
        Session root = server.session()) {
      TableShape shape = session.shape("t", "every");
      root.run("SET sql_mode = ''", "SET sql_log_bin = 0");
      List<RowImage> events = new ArrayList<>();
      for (RowChange change : session.binlogTransaction(gtid).orElseThrow().changes()) {
        events.add(Objects.requireNonNull(change.after()));
      }
      for (String column : types.kinds().keySet()) {
        EveryType.Kind kind = Objects.requireNonNull(types.kinds().get(column));
        RowImage event = firstWith(column, events);
        root.run(
            "UPDATE t.every SET "
                + column
                + " = "
                + kind.nudge().replaceAll("\\bc\\b", column)
                + " WHERE id = "
                + event.values().get("id"));
        RowImage local = session.rows(shape, List.of("id"), event).getFirst();
        assertThat(local.values().get(column))
            .as("%s, seed %d", column, SEED)
            .isNotEqualTo(event.values().get(column));
      }
    }
  }

  private static RowImage firstWith(String column, List<RowImage> events) {
    return events.stream()
        .filter(event -> event.values().get(column) != null)
        .findFirst()
        .orElseThrow();
  }

  static String committed(String... statements) throws SQLException {
    try (Session root = server.session()) {
      String before = root.value("SELECT @@GLOBAL.gtid_executed");
      root.run("SET sql_mode = 'ALLOW_INVALID_DATES'", "START TRANSACTION");
      root.run(statements);
      root.run("COMMIT");
      return root.value("SELECT GTID_SUBTRACT(@@GLOBAL.gtid_executed, '" + before + "')");
    }
  }
}
