package io.replicamedic.adapter.mysql;

import io.replicamedic.forensics.RowChange;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One row event, taken apart but not interpreted: per changed row the values before and after. */
record RowsEvent(TableMap table, RowChange.Kind kind, List<Row> rows) {

  /** One changed row; the image that its kind does not have is null. */
  record Row(@Nullable Image before, @Nullable Image after) {}

  /** A row's values by column position; a null cell is SQL NULL. */
  record Image(BitSet present, List<@Nullable Cell> cells, BitSet partial) {}

  static long tableId(byte[] body) {
    return new Buffer(body).number(6);
  }

  static RowsEvent of(int type, byte[] body, TableMap table) {
    Buffer in = new Buffer(body);
    in.skip(6 + 2); // table id, flags
    if (type >= BinlogEvent.WRITE_ROWS) {
      in.skip(in.small(2) - 2); // extra data; its length counts itself
    }
    int columns = in.packed();
    if (columns != table.columns()) {
      throw new IllegalStateException("row event and table map differ in columns");
    }
    RowChange.Kind kind = kind(type);
    BitSet first = in.bits(columns);
    BitSet second = kind == RowChange.Kind.UPDATE ? in.bits(columns) : first;
    boolean partial = type == BinlogEvent.PARTIAL_UPDATE_ROWS;
    List<Row> rows = new ArrayList<>();
    while (in.hasMore()) {
      rows.add(
          switch (kind) {
            case INSERT -> new Row(null, image(in, table, first, new BitSet()));
            case DELETE -> new Row(image(in, table, first, new BitSet()), null);
            case UPDATE -> {
              Image before = image(in, table, first, new BitSet());
              BitSet diffs = partial ? diffs(in, table) : new BitSet();
              yield new Row(before, image(in, table, second, diffs));
            }
          });
    }
    return new RowsEvent(table, kind, List.copyOf(rows));
  }

  private static RowChange.Kind kind(int type) {
    return switch (type) {
      case BinlogEvent.WRITE_ROWS, BinlogEvent.WRITE_ROWS_V1 -> RowChange.Kind.INSERT;
      case BinlogEvent.DELETE_ROWS, BinlogEvent.DELETE_ROWS_V1 -> RowChange.Kind.DELETE;
      default -> RowChange.Kind.UPDATE;
    };
  }

  /** NULL bits stand for the present columns only. */
  private static Image image(Buffer in, TableMap table, BitSet present, BitSet partial) {
    BitSet nulls = in.bits(present.cardinality());
    List<@Nullable Cell> cells = new ArrayList<>();
    int bit = 0;
    for (int column = 0; column < table.columns(); column++) {
      boolean absent = !present.get(column);
      if (absent || nulls.get(bit++)) {
        cells.add(null);
      } else {
        cells.add(table.cell(column, in));
      }
    }
    return new Image(present, cells, partial);
  }

  /** binlog_row_value_options=PARTIAL_JSON: columns whose value is only what changed in it. */
  private static BitSet diffs(Buffer in, TableMap table) {
    BitSet diffs = new BitSet();
    boolean any = (in.packed() & 1) == 1;
    if (any) {
      BitSet json = in.bits(table.jsonColumns());
      int bit = 0;
      for (int column = 0; column < table.columns(); column++) {
        if (table.types()[column] == Cell.JSON && json.get(bit++)) {
          diffs.set(column);
        }
      }
    }
    return diffs;
  }
}
