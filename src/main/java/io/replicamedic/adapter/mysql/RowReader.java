package io.replicamedic.adapter.mysql;

import io.replicamedic.forensics.Column;
import io.replicamedic.forensics.RowImage;
import io.replicamedic.forensics.TableShape;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Selects rows as canonical images; used for comparisons and before a row is deleted. */
final class RowReader {
  /** More rows of one key than a person could look at; a table without any key may have them. */
  private static final int MOST = 100;

  private final Session session;
  private final TableShapes shapes;

  RowReader(Session session, TableShapes shapes) {
    this.session = session;
    this.shapes = shapes;
  }

  /** Whether the rows found are locked until the transaction ends. */
  enum Lock {
    NONE(""),
    FOR_UPDATE(" FOR UPDATE");

    private final String clause;

    Lock(String clause) {
      this.clause = clause;
    }
  }

  List<RowImage> rows(TableShape shape, List<String> columns, RowImage like, Lock lock)
      throws SQLException {
    String sql =
        "SELECT "
            + expressions(shape)
            + " FROM "
            + table(shape)
            + " WHERE "
            + where(shape, columns, like)
            + " LIMIT "
            + MOST
            + lock.clause;
    return session.tryRead(sql, row -> image(shape, row)).stream()
        .filter(image -> sameWhereUnasked(shape, columns, like, image))
        .toList();
  }

  /** The condition that picks rows by these columns, null-safe. */
  String where(TableShape shape, List<String> columns, RowImage like) {
    StringJoiner where = new StringJoiner(" AND ");
    for (String name : columns) {
      condition(shape, name, like).ifPresent(where::add);
    }
    if (where.length() == 0) {
      throw new IllegalArgumentException(
          "no column of " + shape.name() + " to find rows by among " + columns);
    }
    return where.toString();
  }

  static String table(TableShape shape) {
    return quoted(shape.schema()) + "." + quoted(shape.table());
  }

  private Optional<String> condition(TableShape shape, String name, RowImage like) {
    if (!like.values().containsKey(name)) {
      throw new IllegalArgumentException(
          "no certain value of " + shape.name() + "." + name + " to find rows by");
    }
    String value = like.values().get(name);
    return value == null
        ? Optional.of(quoted(name) + " IS NULL")
        : Canon.of(column(shape, name)).condition(quoted(name), value, shapes.charset(shape, name));
  }

  /** Columns that the server was not asked for (JSON, geometry) are compared here. */
  private boolean sameWhereUnasked(
      TableShape shape, List<String> columns, RowImage like, RowImage found) {
    return columns.stream()
        .filter(name -> like.values().get(name) != null)
        .filter(name -> condition(shape, name, like).isEmpty())
        .allMatch(
            name ->
                found.values().containsKey(name)
                    && Objects.equals(found.values().get(name), like.values().get(name)));
  }

  /**
   * After the values one digit per column: whether it is NULL. An expression's NULL can also mean
   * that its result was larger than max_allowed_packet.
   */
  private static String expressions(TableShape shape) {
    StringJoiner expressions = new StringJoiner(", ");
    StringJoiner nulls = new StringJoiner(", ", "CONCAT(", ")");
    for (Column column : shape.columns()) {
      expressions.add(Canon.of(column).expression(quoted(column.name())));
      nulls.add(quoted(column.name()) + " IS NULL");
    }
    return expressions + ", " + nulls;
  }

  private static RowImage image(TableShape shape, ResultSet row) throws SQLException {
    Map<String, @Nullable String> values = new LinkedHashMap<>();
    Set<String> unreadable = new LinkedHashSet<>();
    String nulls = Objects.requireNonNull(Session.text(row, shape.columns().size() + 1));
    for (int i = 0; i < shape.columns().size(); i++) {
      Column column = shape.columns().get(i);
      byte[] selected = row.getBytes(i + 1);
      try {
        if (nulls.charAt(i) == '1') {
          values.put(column.name(), null);
        } else if (selected == null) {
          unreadable.add(column.name());
        } else {
          values.put(column.name(), Canon.of(column).ofSelected(selected));
        }
      } catch (Uncertain e) {
        unreadable.add(column.name());
      }
    }
    return new RowImage(
        Collections.unmodifiableMap(values), Collections.unmodifiableSet(unreadable));
  }

  private static Column column(TableShape shape, String name) {
    return shape.columns().stream()
        .filter(column -> column.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(shape.name() + " has no column " + name));
  }

  private static String quoted(String name) {
    return "`" + name.replace("`", "``") + "`";
  }
}
