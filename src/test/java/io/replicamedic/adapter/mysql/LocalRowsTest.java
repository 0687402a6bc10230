package io.replicamedic.adapter.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.replicamedic.forensics.Column;
import io.replicamedic.forensics.RowImage;
import io.replicamedic.forensics.TableShape;
import io.replicamedic.lab.MysqlServer;
import io.replicamedic.lab.Session;
import io.replicamedic.outside.CallResult;
import io.replicamedic.outside.ReplicaSession;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Shapes, rows found as an index would find them, and rows deleted only if unchanged. */
class LocalRowsTest {
  private static final Duration WAIT = Duration.ofSeconds(4);

  private static MysqlServer server;
  private static Registered registered;
  private Session root;
  private ReplicaSession session;

  @BeforeAll
  static void start() throws SQLException {
    server = MysqlServer.start(Map.of());
    registered = Registered.alone(server);
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
        "CREATE DATABASE t",
        "CREATE TABLE t.a (id INT, part VARCHAR(9) COLLATE utf8mb4_0900_ai_ci, n INT UNIQUE, la"
            + " VARCHAR(9) CHARACTER SET latin1, d DATE, tot INT AS (n * 2), PRIMARY KEY (part,"
            + " id))",
        "CREATE TABLE t.none (x INT, f FLOAT, j JSON)",
        "CREATE TABLE t.`odd ``name` (`a``b` INT PRIMARY KEY)",
        "SET sql_mode = ''",
        "INSERT INTO t.a (id, part, n, la, d) VALUES (1, 'one', 10, 'é', '0000-00-00'),"
            + " (2, 'two', 20, NULL, '2020-02-02')",
        "INSERT INTO t.none VALUES (1, 0.1, '[1]'), (1, 0.1, '[2]'), (2, NULL, NULL)",
        "INSERT INTO t.`odd ``name` VALUES (5)");
    session = registered.replica();
  }

  @AfterEach
  void close() throws SQLException {
    session.close();
    root.close();
  }

  @Test
  void a_shape_has_columns_in_order_and_keys() {
    TableShape shape = session.shape("t", "a");
    assertThat(shape.columns())
        .extracting(Column::name, Column::dataType, Column::generated)
        .containsExactly(
            tuple("id", "int", false),
            tuple("part", "varchar", false),
            tuple("n", "int", false),
            tuple("la", "varchar", false),
            tuple("d", "date", false),
            tuple("tot", "int", true));
    assertThat(shape.primaryKey()).containsExactly("part", "id");
    assertThat(shape.uniqueKeys()).containsOnly(Map.entry("n", List.of("n")));
    assertThat(shape.deleteSideEffects()).isEmpty();
    assertThat(session.shape("t", "none").primaryKey()).isEmpty();
    assertThatThrownBy(() -> session.shape("t", "nowhere"))
        .isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void an_index_that_whole_values_do_not_find_has_no_columns() throws SQLException {
    root.run(
        "CREATE TABLE t.odd (id VARCHAR(20), n INT, c VARCHAR(20), PRIMARY KEY (id(5)),"
            + " UNIQUE KEY half (c(3)), UNIQUE KEY calc ((n + 1)), UNIQUE KEY whole (n, c))");
    TableShape shape = session.shape("t", "odd");
    assertThat(shape.primaryKey()).containsExactly("id");
    assertThat(shape.uniqueKeys())
        .containsOnly(
            Map.entry("PRIMARY (prefix)", List.of()),
            Map.entry("half", List.of()),
            Map.entry("calc", List.of()),
            Map.entry("whole", List.of("n", "c")));
  }

  @Test
  void what_a_delete_would_also_do_is_in_the_shape() throws SQLException {
    root.run(
        "CREATE TABLE t.child (a INT REFERENCES t.a (n) ON DELETE CASCADE)",
        "CREATE TABLE t.log (x INT)",
        "CREATE TRIGGER t.gone AFTER DELETE ON t.a FOR EACH ROW INSERT INTO t.log VALUES (1)");
    assertThat(session.shape("t", "a").deleteSideEffects())
        .anyMatch(effect -> effect.contains("t.child") && effect.contains("CASCADE"))
        .anyMatch(effect -> effect.contains("delete trigger gone"));
  }

  @Test
  void triggers_that_the_account_may_not_see_are_not_taken_for_none() throws SQLException {
    root.run(
        "CREATE USER IF NOT EXISTS less@'%' IDENTIFIED BY 'l'",
        "GRANT SELECT, DELETE ON t.* TO less@'%'");
    try (ReplicaSession less = registered.as("less", "l").replica()) {
      assertThat(less.shape("t", "a").deleteSideEffects())
          .singleElement()
          .asString()
          .contains("may not see");
    }
  }

  @Test
  void a_role_that_may_see_triggers_counts() throws SQLException {
    root.run(
        "CREATE USER IF NOT EXISTS byrole@'%' IDENTIFIED BY 'l'",
        "CREATE ROLE IF NOT EXISTS boss",
        "GRANT SELECT, TRIGGER, DELETE ON *.* TO boss",
        "GRANT boss TO byrole@'%'",
        "SET DEFAULT ROLE boss TO byrole@'%'");
    try (ReplicaSession byRole = registered.as("byrole", "l").replica()) {
      assertThat(byRole.shape("t", "a").deleteSideEffects()).isEmpty();
    }
  }

  @Test
  void rows_are_found_as_the_columns_collation_compares() {
    TableShape shape = session.shape("t", "a");
    List<RowImage> found = session.rows(shape, shape.primaryKey(), like("id", "1", "part", "ONE"));
    assertThat(found).singleElement().extracting(row -> row.values().get("part")).isEqualTo("one");
    assertThat(session.rows(shape, List.of("la"), like("la", "0xE9"))).hasSize(1);
    assertThat(session.rows(shape, List.of("d"), like("d", "0000-00-00"))).hasSize(1);
    assertThat(session.rows(shape, List.of("n"), like("n", "30"))).isEmpty();
  }

  @Test
  void rows_of_a_table_without_keys_are_found_by_all_columns() {
    TableShape shape = session.shape("t", "none");
    List<String> all = List.of("x", "f", "j");
    RowImage first = session.rows(shape, List.of("x"), like("x", "1")).getFirst();
    assertThat(session.rows(shape, all, first)).containsExactly(first);
    assertThat(session.rows(shape, all, row(Map.of("x", "2"), "f", "j"))).hasSize(1);
  }

  @Test
  void a_value_that_is_not_certain_finds_nothing_quietly() {
    TableShape shape = session.shape("t", "a");
    assertThatThrownBy(
            () -> session.rows(shape, shape.primaryKey(), new RowImage(Map.of(), Set.of("id"))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void names_with_quotes_are_names() {
    TableShape shape = session.shape("t", "odd `name");
    assertThat(session.rows(shape, List.of("a`b"), like("a`b", "5"))).hasSize(1);
  }

  @Test
  void unchanged_rows_are_deleted_together_and_logged() throws SQLException {
    String before = root.value("SELECT @@GLOBAL.gtid_executed");
    CallResult result = session.deleteRows(List.of(doomed("1", "one"), doomed("2", "two")), WAIT);
    assertThat(result).isEqualTo(new CallResult.Returned(List.of(Map.of("deleted", "2"))));
    assertThat(root.value("SELECT COUNT(*) FROM t.a")).isEqualTo("0");
    String gtid = root.value("SELECT GTID_SUBTRACT(@@GLOBAL.gtid_executed, '" + before + "')");
    assertThat(session.binlogTransaction(gtid).orElseThrow().changes()).hasSize(2);
    assertThat(root.value("SELECT @@GLOBAL.autocommit")).isEqualTo("1");
  }

  @Test
  void one_changed_row_and_nothing_is_deleted() throws SQLException {
    List<ReplicaSession.Row> doomed = List.of(doomed("1", "one"), doomed("2", "two"));
    root.run("UPDATE t.a SET part = 'Two' WHERE id = 2");
    assertThat(session.deleteRows(doomed, WAIT))
        .isInstanceOfSatisfying(
            CallResult.Failed.class,
            failed -> assertThat(failed.message()).contains("changed in [part]"));
    assertThat(root.value("SELECT COUNT(*) FROM t.a")).isEqualTo("2");
  }

  @Test
  void a_row_that_is_gone_is_no_success() throws SQLException {
    ReplicaSession.Row row = doomed("1", "one");
    root.run("DELETE FROM t.a WHERE id = 1");
    assertThat(session.deleteRows(List.of(row), WAIT)).isInstanceOf(CallResult.Failed.class);
  }

  @Test
  void a_row_without_a_primary_key_is_never_deleted() {
    TableShape shape = session.shape("t", "none");
    RowImage row = session.rows(shape, List.of("x"), like("x", "2")).getFirst();
    assertThat(session.deleteRows(List.of(new ReplicaSession.Row(shape, row)), WAIT))
        .isInstanceOfSatisfying(
            CallResult.Failed.class,
            failed -> assertThat(failed.message()).contains("no primary key"));
  }

  @Test
  void a_locked_row_is_refused_before_our_patience_ends() throws SQLException {
    ReplicaSession.Row row = doomed("1", "one");
    root.run("START TRANSACTION", "SELECT id FROM t.a WHERE id = 1 FOR UPDATE");
    assertThat(session.deleteRows(List.of(row), WAIT))
        .isInstanceOfSatisfying(
            CallResult.Failed.class, failed -> assertThat(failed.errno()).isEqualTo(1205));
    root.run("ROLLBACK");
    assertThat(root.value("SELECT COUNT(*) FROM t.a")).isEqualTo("2");
  }

  private ReplicaSession.Row doomed(String id, String part) {
    TableShape shape = session.shape("t", "a");
    RowImage row = session.rows(shape, shape.primaryKey(), like("id", id, "part", part)).getFirst();
    return new ReplicaSession.Row(shape, row);
  }

  private static RowImage like(String... namesAndValues) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      values.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return row(values);
  }

  private static RowImage row(Map<String, String> values, String... nulls) {
    Map<String, @Nullable String> all = new HashMap<>();
    values.forEach(all::put);
    for (String name : nulls) {
      all.put(name, null);
    }
    return new RowImage(all, Set.of());
  }
}
