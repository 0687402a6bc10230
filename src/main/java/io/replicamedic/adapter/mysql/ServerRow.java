package io.replicamedic.adapter.mysql;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One result row in the server's own words. A status is asked by the newer column names, whichever
 * dialect it came in; absent columns (older servers have fewer) read as empty or 0.
 */
record ServerRow(Map<String, @Nullable String> columns) {

  String text(String name) {
    String value = nullable(name);
    return value == null ? "" : value;
  }

  int integer(String name) {
    String text = text(name);
    return text.isEmpty() ? 0 : Integer.parseInt(text);
  }

  long number(String name) {
    String text = text(name);
    return text.isEmpty() ? 0 : Long.parseLong(text);
  }

  @Nullable Long nullableNumber(String name) {
    String value = nullable(name);
    return value == null || value.isEmpty() ? null : Long.valueOf(value);
  }

  private @Nullable String nullable(String name) {
    return columns.containsKey(name)
        ? columns.get(name)
        : columns.get(name.replace("Source", "Master").replace("Replica", "Slave"));
  }

  /** Several rows, all columns of each. */
  static List<Map<String, @Nullable String>> columns(List<ServerRow> rows) {
    List<Map<String, @Nullable String>> columns = new ArrayList<>();
    for (ServerRow row : rows) {
      columns.add(row.columns);
    }
    return Collections.unmodifiableList(columns);
  }
}
