package io.replicamedic.forensics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tables of a replica in memory; compares like a case-insensitive collation. For tests only. */
final class FakeRows implements LocalRows {
  private final Map<String, TableShape> shapes = new HashMap<>();
  private final Map<String, List<RowImage>> tables = new HashMap<>();
  private int asked = 0;

  FakeRows table(TableShape shape, String... rows) {
    shapes.put(shape.name(), shape);
    List<RowImage> images = new ArrayList<>();
    for (String row : rows) {
      images.add(row(row));
    }
    tables.put(shape.name(), images);
    return this;
  }

  int asked() {
    return asked;
  }

  @Override
  public TableShape shape(String schema, String table) {
    TableShape shape = shapes.get(schema + "." + table);
    if (shape == null) {
      throw new NoSuchElementException(schema + "." + table);
    }
    return shape;
  }

  @Override
  public List<RowImage> rows(TableShape shape, List<String> columns, RowImage like) {
    asked++;
    return tables.getOrDefault(shape.name(), List.of()).stream()
        .filter(
            row ->
                columns.stream()
                    .allMatch(column -> same(row.values().get(column), like.values().get(column))))
        .toList();
  }

  private static boolean same(@Nullable String one, @Nullable String other) {
    return one != null && other != null && one.equalsIgnoreCase(other);
  }

  /** {@code id=1 name=x total=NULL shape=?}: a question mark is an unreadable value. */
  static RowImage row(String text) {
    Map<String, @Nullable String> values = new LinkedHashMap<>();
    Set<String> unreadable = new HashSet<>();
    for (String pair : text.split(" ", -1)) {
      String[] sides = pair.split("=", -1);
      if (sides[1].equals("?")) {
        unreadable.add(sides[0]);
      } else {
        values.put(sides[0], sides[1].equals("NULL") ? null : sides[1]);
      }
    }
    return new RowImage(values, unreadable);
  }
}
