package io.replicamedic.adapter.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import com.github.shyiko.mysql.binlog.BinaryLogClient;
import io.replicamedic.forensics.BinlogTransaction;
import io.replicamedic.forensics.LocalRows;
import io.replicamedic.forensics.RowChange;
import io.replicamedic.forensics.RowImage;
import io.replicamedic.forensics.TableShape;
import io.replicamedic.lab.MysqlServer;
import io.replicamedic.lab.Session;
import io.replicamedic.outside.DatabaseUnreachable;
import io.replicamedic.outside.ReplicaSession;
import io.replicamedic.outside.SourceSession;
import io.replicamedic.replication.BinlogPosition;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One transaction out of a real binlog: all of it, only it, and nothing guessed. */
class BinlogTransactionTest {
  private static MysqlServer server;
  private Registered registered;
  private Session root;

  @BeforeAll
  static void start() {
    server = MysqlServer.start(Map.of());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void fresh() throws SQLException {
    root = server.session();
    root.run(
        "DROP DATABASE IF EXISTS t",
        "DROP USER IF EXISTS admin@'%', repl@'%'",
        "RESET BINARY LOGS AND GTIDS");
    registered = Registered.alone(server);
    root.run(
        "CREATE DATABASE t",
        "CREATE TABLE t.a (id INT PRIMARY KEY, name VARCHAR(20), doc JSON)",
        "CREATE TABLE t.b (id INT PRIMARY KEY, n BIGINT UNSIGNED)");
  }

  @AfterEach
  void close() throws SQLException {
    root.close();
  }

  @Test
  void all_row_events_of_all_tables_are_read_in_order_and_no_neighbours() throws SQLException {
    committed("INSERT INTO t.a VALUES (1, 'before', NULL)");
    String gtid =
        committed(
            "INSERT INTO t.a VALUES (2, 'two', '{\"k\": 1}'), (3, 'three', NULL)",
            "UPDATE t.a SET name = 'new' WHERE id = 1",
            "INSERT INTO t.b VALUES (7, 18446744073709551615)",
            "DELETE FROM t.a WHERE id = 3");
    committed("INSERT INTO t.a VALUES (4, 'after', NULL)");

    BinlogTransaction read = read(gtid);

    assertThat(read.gtid()).isEqualTo(gtid);
    assertThat(read.statements()).isEmpty();
    assertThat(read.changes())
        .extracting(RowChange::table, RowChange::kind)
        .containsExactly(
            tuple("a", RowChange.Kind.INSERT),
            tuple("a", RowChange.Kind.INSERT),
            tuple("a", RowChange.Kind.UPDATE),
            tuple("b", RowChange.Kind.INSERT),
            tuple("a", RowChange.Kind.DELETE));
    assertThat(after(read, 0).values())
        .containsEntry("id", "2")
        .containsEntry("name", "two")
        .containsEntry("doc", "{\"k\":1}");
    assertThat(Objects.requireNonNull(read.changes().get(2).before()).values())
        .containsEntry("name", "before");
    assertThat(after(read, 2).values()).containsEntry("name", "new").containsEntry("doc", null);
    assertThat(after(read, 3).values()).containsEntry("n", "18446744073709551615");
  }

  @Test
  void the_source_is_read_with_the_replication_account() throws SQLException {
    String gtid = committed("INSERT INTO t.a VALUES (1, 'x', NULL)");
    try (SourceSession source = registered.source();
        ReplicaSession names = registered.replica()) {
      assertThat(source.binlogTransaction(gtid, names)).contains(read(gtid));
    }
  }

  @Test
  void a_place_is_between_two_transactions_and_not_inside_one() throws SQLException {
    committed("INSERT INTO t.a VALUES (1, 'x', NULL)");
    String file = String.valueOf(root.rows("SHOW BINARY LOGS").getLast().get("Log_name"));
    try (SourceSession source = registered.source()) {
      for (Map<String, String> event : root.rows("SHOW BINLOG EVENTS IN '" + file + "'")) {
        BinlogPosition at =
            new BinlogPosition(file, Long.parseLong(String.valueOf(event.get("Pos"))));
        switch (String.valueOf(event.get("Event_type"))) {
          case "Gtid", "Previous_gtids" -> source.transactions(at, at, 1);
          case "Table_map", "Write_rows", "Xid" ->
              assertThat(
                      catchThrowableOfType(
                              DatabaseUnreachable.class, () -> source.transactions(at, at, 1))
                          .errno())
                  .isEqualTo(1236);
          default -> {}
        }
      }
    }
  }

  @Test
  void the_dump_works_without_tls_for_a_warm_account() throws SQLException {
    String gtid = committed("INSERT INTO t.a VALUES (1, 'x', NULL)");
    registered.source().close();
    try (SourceSession source = registered.plain().source();
        ReplicaSession names = registered.replica()) {
      assertThat(source.binlogTransaction(gtid, names)).isPresent();
    }
  }

  @Test
  void the_original_commit_time_is_the_first_servers() throws SQLException {
    root.run("SET original_commit_timestamp = 1234567890123456");
    String gtid = committed("INSERT INTO t.a VALUES (1, 'x', NULL)");
    root.run("SET original_commit_timestamp = 36028797018963968");
    assertThat(read(gtid).originalCommitMicros()).isEqualTo(1_234_567_890_123_456L);
    long now = System.currentTimeMillis() * 1000;
    String fresh = committed("INSERT INTO t.a VALUES (2, 'x', NULL)");
    assertThat(read(fresh).originalCommitMicros()).isBetween(now - 60_000_000, now + 60_000_000);
  }

  @Test
  void a_compressed_transaction_reads_like_a_plain_one() throws SQLException {
    root.run("SET binlog_transaction_compression = ON");
    String gtid =
        committed(
            "INSERT INTO t.a VALUES (1, 'x', NULL), (2, 'y', '[1, 2]')",
            "UPDATE t.a SET name = 'z' WHERE id = 2");
    BinlogTransaction read = read(gtid);
    assertThat(read.statements()).isEmpty();
    assertThat(read.changes()).hasSize(3);
    assertThat(after(read, 2).values()).containsEntry("name", "z");
  }

  @Test
  void a_row_larger_than_a_packet_is_read_whole() throws SQLException {
    root.run("CREATE TABLE t.big (id INT PRIMARY KEY, b LONGBLOB)");
    String gtid = committed("INSERT INTO t.big VALUES (1, REPEAT('ab', 9000000))");
    try (ReplicaSession session = registered.replica()) {
      RowImage event = after(session.binlogTransaction(gtid).orElseThrow(), 0);
      assertThat(event.values().get("b")).hasSize(2 + 36_000_000);
      assertThat(session.rows(session.shape("t", "big"), List.of("id"), event))
          .containsExactly(event);
    }
  }

  @Test
  void statements_are_told_apart_from_row_events() throws SQLException {
    assertThat(read(committed("CREATE TABLE t.c (id INT)")).statements())
        .singleElement()
        .asString()
        .contains("CREATE TABLE t.c");
    root.run("SET binlog_format = STATEMENT");
    BinlogTransaction dml =
        read(committed("INSERT INTO t.a VALUES (1, 'x', NULL)", "UPDATE t.a SET name = 'y'"));
    root.run("SET binlog_format = ROW");
    assertThat(dml.changes()).isEmpty();
    assertThat(dml.statements()).hasSize(2);
  }

  @Test
  void a_statement_about_accounts_is_withheld() throws SQLException {
    String gtid = committed("CREATE USER u@'%' IDENTIFIED BY 'pw-of-u'");
    committed("DROP USER u@'%'");
    assertThat(read(gtid).statements())
        .singleElement()
        .asString()
        .contains("CREATE USER")
        .contains("withheld")
        .doesNotContain("$A$");
  }

  @Test
  void an_xa_transaction_is_never_only_rows() throws SQLException {
    String gtid =
        said(
            "XA START 'x'",
            "INSERT INTO t.a VALUES (1, 'x', NULL)",
            "XA END 'x'",
            "XA PREPARE 'x'");
    BinlogTransaction read = read(gtid);
    root.run("XA ROLLBACK 'x'");
    assertThat(read.changes()).hasSize(1);
    assertThat(read.statements()).isNotEmpty();
  }

  @Test
  void columns_that_an_image_leaves_out_are_unreadable() throws SQLException {
    root.run("INSERT INTO t.a VALUES (1, 'x', NULL)", "SET binlog_row_image = MINIMAL");
    BinlogTransaction read = read(committed("UPDATE t.a SET name = 'y' WHERE id = 1"));
    root.run("SET binlog_row_image = FULL");
    RowChange change = read.changes().getFirst();
    assertThat(Objects.requireNonNull(change.before()).values()).containsOnlyKeys("id");
    assertThat(after(read, 0).values()).containsOnlyKeys("name");
    assertThat(after(read, 0).unreadable()).containsExactly("id", "doc");
  }

  @Test
  void a_partial_json_update_is_unreadable_and_what_stands_beside_it_is_not() throws SQLException {
    String filler = "x".repeat(500);
    root.run(
        "INSERT INTO t.a VALUES (1, 'x', '{\"a\": \"" + filler + "\", \"b\": 1}')",
        "SET binlog_row_value_options = PARTIAL_JSON");
    BinlogTransaction read =
        read(committed("UPDATE t.a SET doc = JSON_SET(doc, '$.b', 2), name = 'y' WHERE id = 1"));
    root.run("SET binlog_row_value_options = ''");
    assertThat(read.statements()).isEmpty();
    assertThat(after(read, 0).values()).containsEntry("id", "1").containsEntry("name", "y");
    assertThat(after(read, 0).unreadable()).containsExactly("doc");
  }

  @Test
  void json_with_a_typed_value_inside_is_unreadable() throws SQLException {
    BinlogTransaction read =
        read(
            committed(
                "INSERT INTO t.a VALUES (1, 'x', JSON_OBJECT('d', CAST('2020-01-01' AS DATE)))",
                "INSERT INTO t.a VALUES (2, 'x', JSON_ARRAY(CAST(1.5 AS DECIMAL(5,2))))"));
    assertThat(after(read, 0).unreadable()).containsExactly("doc");
    assertThat(after(read, 1).unreadable()).containsExactly("doc");
  }

  @Test
  void a_table_that_the_replica_lacks_has_unreadable_columns_only() throws SQLException {
    String gtid = committed("INSERT INTO t.b VALUES (1, 2)");
    try (SourceSession source = registered.source()) {
      BinlogTransaction read = source.binlogTransaction(gtid, new NoTables()).orElseThrow();
      assertThat(after(read, 0).values()).isEmpty();
      assertThat(after(read, 0).unreadable()).isEqualTo(Set.of("@1", "@2"));
    }
  }

  @Test
  void a_column_of_another_type_than_the_binlogs_is_unreadable() throws SQLException {
    String gtid = committed("INSERT INTO t.b VALUES (1, 2)");
    root.run("SET sql_log_bin = 0", "ALTER TABLE t.b MODIFY n INT, ADD extra INT");
    RowImage image = after(read(gtid), 0);
    assertThat(image.values()).containsOnlyKeys("id");
    assertThat(image.unreadable()).containsExactly("n", "extra");
  }

  @Test
  void what_was_never_executed_or_is_purged_is_empty() throws SQLException {
    String gtid = committed("INSERT INTO t.a VALUES (1, 'x', NULL)");
    try (ReplicaSession session = registered.replica()) {
      assertThat(session.binlogTransaction(UUID.randomUUID() + ":1")).isEmpty();
      assertThat(session.binlogTransaction(gtid)).isPresent();
      root.run("FLUSH BINARY LOGS");
      root.run("PURGE BINARY LOGS TO '" + lastLog() + "'");
      assertThat(session.binlogTransaction(gtid)).isEmpty();
    }
  }

  @Test
  void a_transaction_in_an_older_binlog_is_found() throws SQLException {
    String gtid = committed("INSERT INTO t.a VALUES (1, 'x', NULL)");
    root.run("FLUSH BINARY LOGS");
    committed("INSERT INTO t.a VALUES (2, 'x', NULL)");
    root.run("FLUSH BINARY LOGS", "SET GLOBAL binlog_checksum = NONE");
    String unchecked = committed("INSERT INTO t.a VALUES (3, 'x', NULL)");
    root.run("SET GLOBAL binlog_checksum = CRC32");
    assertThat(after(read(gtid), 0).values()).containsEntry("id", "1");
    assertThat(after(read(unchecked), 0).values()).containsEntry("id", "3");
  }

  @Test
  void tagged_transactions_in_the_set_are_no_obstacle_and_can_be_read_themselves()
      throws SQLException {
    root.run("SET gtid_next = 'AUTOMATIC:later'");
    String tagged = committed("INSERT INTO t.a VALUES (1, 'tagged', NULL)");
    String longTag = "a_tag_of_thirty_two_characters_xx";
    root.run("SET gtid_next = 'AUTOMATIC:" + longTag.substring(0, 32) + "'");
    String other = committed("INSERT INTO t.a VALUES (2, 'tagged too', NULL)");
    root.run("SET gtid_next = 'AUTOMATIC'");
    String plain = committed("INSERT INTO t.a VALUES (3, 'plain', NULL)");
    assertThat(tagged).contains(":later:");
    assertThat(after(read(plain), 0).values()).containsEntry("name", "plain");
    assertThat(after(read(tagged), 0).values()).containsEntry("name", "tagged");
    assertThat(after(read(other), 0).values()).containsEntry("name", "tagged too");
    assertThat(read(tagged).originalCommitMicros()).isGreaterThan(1_000_000_000_000_000L);
  }

  @Test
  void reading_ends_nobody_elses_dump() throws Exception {
    String gtid = committed("INSERT INTO t.a VALUES (1, 'x', NULL)");
    BinaryLogClient replica =
        new BinaryLogClient("127.0.0.1", server.port(), "repl", Registered.REPL_PASSWORD);
    replica.setServerId(77);
    replica.setKeepAlive(false);
    replica.connect(5000);
    try {
      read(gtid);
      assertThat(read(gtid).changes()).hasSize(1);
      assertThat(root.rows("SHOW PROCESSLIST"))
          .anyMatch(session -> Objects.equals(session.get("Command"), "Binlog Dump"));
    } finally {
      replica.disconnect();
    }
  }

  @Test
  void an_account_without_the_right_to_replicate_is_refused_with_the_servers_number()
      throws SQLException {
    String gtid = committed("INSERT INTO t.a VALUES (1, 'x', NULL)");
    root.run("REVOKE REPLICATION SLAVE ON *.* FROM admin@'%'");
    try (ReplicaSession session = registered.replica()) {
      DatabaseUnreachable refused =
          catchThrowableOfType(DatabaseUnreachable.class, () -> session.binlogTransaction(gtid));
      assertThat(refused.errno()).isEqualTo(1227);
    }
  }

  private BinlogTransaction read(String gtid) {
    try (ReplicaSession session = registered.replica()) {
      return session.binlogTransaction(gtid).orElseThrow();
    }
  }

  private static RowImage after(BinlogTransaction transaction, int change) {
    return Objects.requireNonNull(transaction.changes().get(change).after());
  }

  private String committed(String... statements) throws SQLException {
    boolean ddl = statements[0].startsWith("CREATE") || statements[0].startsWith("DROP");
    if (ddl) {
      return said(statements);
    }
    String before = root.value("SELECT @@GLOBAL.gtid_executed");
    root.run("START TRANSACTION");
    root.run(statements);
    root.run("COMMIT");
    return root.value("SELECT GTID_SUBTRACT(@@GLOBAL.gtid_executed, '" + before + "')");
  }

  private String said(String... statements) throws SQLException {
    try (Session watcher = server.session()) {
      String before = watcher.value("SELECT @@GLOBAL.gtid_executed");
      root.run(statements);
      return watcher.value("SELECT GTID_SUBTRACT(@@GLOBAL.gtid_executed, '" + before + "')");
    }
  }

  private String lastLog() throws SQLException {
    return Objects.requireNonNull(root.rows("SHOW BINARY LOGS").getLast().get("Log_name"));
  }

  private static final class NoTables implements LocalRows {
    @Override
    public TableShape shape(String schema, String table) {
      throw new NoSuchElementException(table);
    }

    @Override
    public List<RowImage> rows(TableShape shape, List<String> columns, RowImage like) {
      return List.of();
    }
  }
}
