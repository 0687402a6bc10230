package io.replicamedic.adapter.mysql;

import io.replicamedic.forensics.Column;
import java.util.Locale;
import java.util.Optional;

/**
 * One column type's canonical text, from a SELECT and from a binlog event: equal exactly when the
 * stored values are equal, so that comparing rows is comparing strings. Used by RowReader and
 * ImageNamer.
 */
interface Canon {

  /** What to select so that {@link #ofSelected} sees the whole value. */
  String expression(String quotedColumn);

  /** Canonical text of what {@link #expression} gave, in the server's bytes; never SQL NULL. */
  String ofSelected(byte[] selected) throws Uncertain;

  /** Canonical text of a binlog value. */
  String ofCell(Cell cell) throws Uncertain;

  /**
   * A condition that the column has this canonical value, as the column's own collation compares;
   * empty when the server cannot be asked, and the rows found must be compared here.
   *
   * @param charset the column's character set; empty when it has none
   */
  Optional<String> condition(String quotedColumn, String canonical, String charset);

  /** The canon of a column; of a type that is not known, one that is certain of nothing. */
  static Canon of(Column column) {
    String type = column.dataType().toLowerCase(Locale.ROOT);
    return switch (type) {
      case "tinyint" -> new IntegerCanon(Cell.TINY, column);
      case "smallint" -> new IntegerCanon(Cell.SHORT, column);
      case "mediumint" -> new IntegerCanon(Cell.INT24, column);
      case "int" -> new IntegerCanon(Cell.LONG, column);
      case "bigint" -> new IntegerCanon(Cell.LONGLONG, column);
      case "decimal" -> new DecimalCanon();
      case "float", "double" -> new FloatingCanon(type.equals("float") ? Cell.FLOAT : Cell.DOUBLE);
      case "bit" -> new BitCanon();
      case "enum" -> new LabelCanon(Cell.ENUM, column.columnType());
      case "set" -> new LabelCanon(Cell.SET, column.columnType());
      case "char" -> new TextCanon(Cell.STRING, Cell.VAR_STRING);
      case "varchar" -> new TextCanon(Cell.VARCHAR, Cell.VAR_STRING);
      case "tinytext", "text", "mediumtext", "longtext" -> new TextCanon(Cell.BLOB);
      case "binary" -> BytesCanon.padded(column.columnType());
      case "varbinary" -> BytesCanon.exact(Cell.VARCHAR, Cell.VAR_STRING);
      case "tinyblob", "blob", "mediumblob", "longblob" -> BytesCanon.exact(Cell.BLOB);
      case "vector" -> BytesCanon.opaque(Cell.VECTOR);
      case "geometry",
          "point",
          "linestring",
          "polygon",
          "multipoint",
          "multilinestring",
          "multipolygon",
          "geomcollection",
          "geometrycollection" ->
          BytesCanon.opaque(Cell.GEOMETRY);
      case "date", "datetime", "timestamp", "time", "year" -> new TemporalCanon(type);
      case "json" -> new JsonCanon();
      default -> new UnknownCanon(type);
    };
  }
}
