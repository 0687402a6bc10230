package io.replicamedic.adapter.mysql;

import io.replicamedic.forensics.Column;
import io.replicamedic.forensics.LocalRows;
import io.replicamedic.forensics.RowChange;
import io.replicamedic.forensics.RowImage;
import io.replicamedic.forensics.TableShape;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gives a row event's values their columns' names and canonical texts, by position in the replica's
 * table, as the applier does. Whatever has no certain place or text there is unreadable.
 */
final class ImageNamer {
  private final LocalRows names;
  private final Map<String, Optional<TableShape>> shapes = new HashMap<>();

  ImageNamer(LocalRows names) {
    this.names = names;
  }

  List<RowChange> changes(RowsEvent event) {
    TableMap table = event.table();
    List<Column> columns = shape(table).map(TableShape::columns).orElse(List.of());
    return event.rows().stream()
        .map(
            row ->
                new RowChange(
                    table.schema(),
                    table.table(),
                    event.kind(),
                    image(columns, row.before()),
                    image(columns, row.after())))
        .toList();
  }

  private Optional<TableShape> shape(TableMap table) {
    return shapes.computeIfAbsent(
        table.name(),
        name -> {
          try {
            return Optional.of(names.shape(table.schema(), table.table()));
          } catch (NoSuchElementException replicaHasNone) {
            return Optional.empty();
          }
        });
  }

  private static @Nullable RowImage image(List<Column> columns, RowsEvent.@Nullable Image image) {
    if (image == null) {
      return null;
    }
    Map<String, @Nullable String> values = new LinkedHashMap<>();
    Set<String> unreadable = new LinkedHashSet<>();
    int count = Math.max(columns.size(), image.cells().size());
    for (int i = 0; i < count; i++) {
      if (i >= columns.size()) {
        unreadable.add("@" + (i + 1)); // mysqlbinlog's name for a column it only has the place of
        continue;
      }
      Column column = columns.get(i);
      boolean whole = i < image.cells().size() && image.present().get(i) && !image.partial().get(i);
      if (!whole) {
        unreadable.add(column.name());
        continue;
      }
      Cell cell = image.cells().get(i);
      try {
        values.put(column.name(), cell == null ? null : Canon.of(column).ofCell(cell));
      } catch (Uncertain e) {
        unreadable.add(column.name());
      }
    }
    return new RowImage(
        Collections.unmodifiableMap(values), Collections.unmodifiableSet(unreadable));
  }
}
