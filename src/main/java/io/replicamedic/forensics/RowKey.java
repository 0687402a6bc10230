package io.replicamedic.forensics;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One row's identity: its table and the canonical text of its primary key. Two texts may still be
 * one key under the column's collation; only the server can tell, so look-ups go through LocalRows.
 */
record RowKey(String table, Map<String, String> values) {

  /** Empty when the table has no primary key, or the image does not have all of it readable. */
  static Optional<RowKey> of(TableShape shape, RowImage image) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String column : shape.primaryKey()) {
      String value = image.values().get(column);
      if (value == null || !image.reads(column)) {
        return Optional.empty();
      }
      values.put(column, value);
    }
    return values.isEmpty() ? Optional.empty() : Optional.of(new RowKey(shape.name(), values));
  }

  /** The key as an image, for look-ups. */
  RowImage image() {
    return new RowImage(new LinkedHashMap<>(values), Set.of());
  }

  /** For people: {@code shop.orders id=5}. */
  @Override
  public String toString() {
    return table
        + " "
        + values.entrySet().stream()
            .map(each -> each.getKey() + "=" + each.getValue())
            .collect(Collectors.joining(", "));
  }
}
