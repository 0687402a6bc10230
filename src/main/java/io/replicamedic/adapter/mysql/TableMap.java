package io.replicamedic.adapter.mysql;

import java.util.Arrays;

/**
 * What precedes row events: the table's name and its columns' types, with their metadata (two bytes
 * of it least significant byte first). Names of columns are not in it (unless
 * binlog_row_metadata=FULL).
 */
final class TableMap {
  private final long id;
  private final String schema;
  private final String table;
  private final int[] types;
  private final int[] metas;

  TableMap(long id, String schema, String table, int[] types, int[] metas) {
    this.id = id;
    this.schema = schema;
    this.table = table;
    this.types = types;
    this.metas = metas;
  }

  long id() {
    return id;
  }

  String schema() {
    return schema;
  }

  String table() {
    return table;
  }

  int[] types() {
    return types;
  }

  int[] metas() {
    return metas;
  }

  static TableMap of(byte[] body) {
    Buffer in = new Buffer(body);
    long id = in.number(6);
    in.skip(2); // flags
    String schema = in.text(in.small(1));
    in.skip(1);
    String table = in.text(in.small(1));
    in.skip(1);
    int columns = in.packed();
    int[] types = new int[columns];
    for (int i = 0; i < columns; i++) {
      types[i] = in.small(1);
    }
    Buffer metadata = new Buffer(in.take(in.packed()));
    int[] metas = new int[columns];
    for (int i = 0; i < columns; i++) {
      metas[i] = metadata.small(metaLength(types[i]));
    }
    return new TableMap(id, schema, table, types, metas);
  }

  String name() {
    return schema + "." + table;
  }

  int columns() {
    return types.length;
  }

  /** How many of the columns are JSON: a partial update has a bit for each. */
  int jsonColumns() {
    return (int) Arrays.stream(types).filter(type -> type == Cell.JSON).count();
  }

  /** Reads one value; how long it is depends on type and metadata (calc_field_size). */
  Cell cell(int column, Buffer in) {
    int type = types[column];
    int meta = metas[column];
    return switch (type) {
      case Cell.TINY, Cell.YEAR -> new Cell(type, meta, in.take(1));
      case Cell.SHORT -> new Cell(type, meta, in.take(2));
      case Cell.INT24, Cell.DATE, Cell.OLD_TIME -> new Cell(type, meta, in.take(3));
      case Cell.LONG, Cell.FLOAT, Cell.OLD_TIMESTAMP -> new Cell(type, meta, in.take(4));
      case Cell.LONGLONG, Cell.DOUBLE, Cell.OLD_DATETIME -> new Cell(type, meta, in.take(8));
      case Cell.TIMESTAMP -> new Cell(type, meta, in.take(4 + (meta + 1) / 2));
      case Cell.DATETIME -> new Cell(type, meta, in.take(5 + (meta + 1) / 2));
      case Cell.TIME -> new Cell(type, meta, in.take(3 + (meta + 1) / 2));
      case Cell.BIT -> new Cell(type, meta, in.take((meta >> 8) + ((meta & 0xFF) > 0 ? 1 : 0)));
      case Cell.DECIMAL -> new Cell(type, meta, in.take(decimalLength(meta & 0xFF, meta >> 8)));
      case Cell.VARCHAR, Cell.VAR_STRING ->
          new Cell(type, meta, in.take(in.small(meta > 255 ? 2 : 1)));
      case Cell.BLOB, Cell.JSON, Cell.GEOMETRY, Cell.VECTOR ->
          new Cell(type, meta, in.take(in.small(meta)));
      case Cell.STRING -> string(meta, in);
      default -> throw new IllegalStateException("column type " + type + " is not known");
    };
  }

  /**
   * CHAR, BINARY, ENUM and SET share a type; the metadata's first byte is the real one, two bits of
   * which, inverted, extend the length in the second.
   */
  private static Cell string(int meta, Buffer in) {
    int first = meta & 0xFF;
    int second = meta >> 8;
    if (first == Cell.ENUM || first == Cell.SET) {
      return new Cell(first, meta, in.take(second));
    }
    int length = second | (((first & 0x30) ^ 0x30) << 4);
    return new Cell(Cell.STRING, meta, in.take(in.small(length > 255 ? 2 : 1)));
  }

  private static int decimalLength(int precision, int scale) {
    int[] bytesOfDigits = {0, 1, 1, 2, 2, 3, 3, 4, 4, 4};
    int whole = precision - scale;
    return whole / 9 * 4 + bytesOfDigits[whole % 9] + scale / 9 * 4 + bytesOfDigits[scale % 9];
  }

  private static int metaLength(int type) {
    return switch (type) {
      case Cell.FLOAT,
          Cell.DOUBLE,
          Cell.TIMESTAMP,
          Cell.DATETIME,
          Cell.TIME,
          Cell.BLOB,
          Cell.JSON,
          Cell.GEOMETRY,
          Cell.VECTOR ->
          1;
      case Cell.VARCHAR, Cell.VAR_STRING, Cell.STRING, Cell.BIT, Cell.DECIMAL -> 2;
      case Cell.TINY,
          Cell.SHORT,
          Cell.INT24,
          Cell.LONG,
          Cell.LONGLONG,
          Cell.DATE,
          Cell.YEAR,
          Cell.OLD_TIME,
          Cell.OLD_TIMESTAMP,
          Cell.OLD_DATETIME ->
          0;
      default -> throw new IllegalStateException("column type " + type + " is not known");
    };
  }
}
