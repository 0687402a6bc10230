package io.replicamedic.forensics;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one transaction left one row.
 *
 * @param image the columns that its events name; null = the row is gone
 * @param inserted the row is one that the transaction itself inserted, under this key or another
 * @param note what became of the key, if not the obvious
 */
record ExpectedRow(
    TableShape shape,
    RowKey key,
    RowChange.Kind lastChange,
    @Nullable RowImage image,
    boolean inserted,
    String note) {

  /**
   * Columns of an inserted row that no event names. With binlog_row_image MINIMAL or NOBLOB an
   * insert leaves out the columns that took their default (measured on 9.7.4), so the row is not
   * fully known.
   */
  List<String> columnsLeftOut() {
    RowImage known = image;
    if (known == null || !inserted) {
      return List.of();
    }
    return shape.columns().stream()
        .filter(column -> !column.generated())
        .map(Column::name)
        .filter(name -> !known.values().containsKey(name) && !known.unreadable().contains(name))
        .toList();
  }
}
