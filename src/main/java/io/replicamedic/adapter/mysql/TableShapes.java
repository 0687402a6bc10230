package io.replicamedic.adapter.mysql;

import io.replicamedic.forensics.Column;
import io.replicamedic.forensics.TableShape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;

/** Reads tables' shapes from information_schema, and remembers the columns' character sets. */
final class TableShapes {
  private static final String PRIMARY = "PRIMARY";

  private final Session session;
  private final DeleteSideEffects sideEffects;
  private final Map<String, Map<String, String>> charsets = new HashMap<>();

  TableShapes(Session session) {
    this.session = session;
    this.sideEffects = new DeleteSideEffects(session);
  }

  TableShape read(String schema, String table) {
    List<ServerRow> rows =
        session.query(
            "SELECT COLUMN_NAME AS name, ORDINAL_POSITION AS position, DATA_TYPE AS data_type,"
                + " COLUMN_TYPE AS column_type, EXTRA AS extra, CHARACTER_SET_NAME AS charset"
                + " FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?"
                + " ORDER BY ORDINAL_POSITION",
            schema,
            table);
    if (rows.isEmpty()) {
      throw new NoSuchElementException("no table " + schema + "." + table + " to be seen");
    }
    requireAll(schema + "." + table, rows);
    Map<String, String> sets = new HashMap<>();
    rows.forEach(row -> sets.put(row.text("name"), row.text("charset")));
    charsets.put(schema + "." + table, sets);
    Map<String, List<String>> keys = keys(schema, table);
    List<String> primary = Objects.requireNonNullElse(keys.remove(PRIMARY), List.of());
    return new TableShape(
        schema,
        table,
        rows.stream().map(TableShapes::column).toList(),
        primary,
        keys,
        sideEffects.of(schema, table));
  }

  /** The column's character set, empty when it has none. */
  String charset(TableShape shape, String column) {
    if (!charsets.containsKey(shape.name())) {
      read(shape.schema(), shape.table());
    }
    Map<String, String> ofTable = Objects.requireNonNull(charsets.get(shape.name()));
    return Objects.requireNonNullElse(ofTable.get(column), "");
  }

  private static Column column(ServerRow row) {
    // DEFAULT_GENERATED is something else: a default that is an expression.
    boolean generated = row.text("extra").toUpperCase(Locale.ROOT).matches(".*(L|D) GENERATED.*");
    return new Column(
        row.text("name"),
        row.text("data_type").toLowerCase(Locale.ROOT),
        row.text("column_type"),
        generated);
  }

  /** With rights on some columns only, the others are not shown, and positions would be wrong. */
  private void requireAll(String table, List<ServerRow> rows) {
    for (int i = 0; i < rows.size(); i++) {
      if (!rows.get(i).text("position").equals(Integer.toString(i + 1))) {
        String why = "not all columns of " + table + " are visible to this account";
        throw session.unreadable(0, why, new IllegalStateException(why));
      }
    }
  }

  /**
   * Unique keys in index order, the primary key among them. Duplicates in an index over an
   * expression or over the first characters of a column cannot be looked up by whole values: such
   * an index has no columns here, a primary key of that kind stands under another name besides.
   */
  private Map<String, List<String>> keys(String schema, String table) {
    Map<String, List<String>> keys = new LinkedHashMap<>();
    Set<String> notByValue = new LinkedHashSet<>();
    for (ServerRow row :
        session.query(
            "SELECT INDEX_NAME AS name, COLUMN_NAME AS col, SUB_PART AS prefix"
                + " FROM information_schema.STATISTICS"
                + " WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ? AND NON_UNIQUE = 0"
                + " ORDER BY INDEX_NAME, SEQ_IN_INDEX",
            schema,
            table)) {
      String name = row.text("name");
      keys.computeIfAbsent(name, each -> new ArrayList<>()).add(row.text("col"));
      if (row.text("col").isEmpty() || !row.text("prefix").isEmpty()) {
        notByValue.add(name);
      }
    }
    notByValue.forEach(
        name -> keys.put(name.equals(PRIMARY) ? "PRIMARY (prefix)" : name, List.of()));
    return keys;
  }
}
