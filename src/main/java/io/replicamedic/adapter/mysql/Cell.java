package io.replicamedic.adapter.mysql;

/**
 * One value as a row event carries it, not yet interpreted: the binlog's type code (enum and set
 * have their own here, not STRING's), the table map's metadata for the column, and the bytes.
 */
final class Cell {
  static final int TINY = 1;
  static final int SHORT = 2;
  static final int LONG = 3;
  static final int FLOAT = 4;
  static final int DOUBLE = 5;
  static final int OLD_TIMESTAMP = 7;
  static final int LONGLONG = 8;
  static final int INT24 = 9;
  static final int DATE = 10;
  static final int OLD_TIME = 11;
  static final int OLD_DATETIME = 12;
  static final int YEAR = 13;
  static final int VARCHAR = 15;
  static final int BIT = 16;
  static final int TIMESTAMP = 17;
  static final int DATETIME = 18;
  static final int TIME = 19;
  static final int VECTOR = 242;
  static final int JSON = 245;
  static final int DECIMAL = 246;
  static final int ENUM = 247;
  static final int SET = 248;
  static final int BLOB = 252;
  static final int VAR_STRING = 253;
  static final int STRING = 254;
  static final int GEOMETRY = 255;

  private final int type;
  private final int meta;
  private final byte[] bytes;

  Cell(int type, int meta, byte[] bytes) {
    this.type = type;
    this.meta = meta;
    this.bytes = bytes;
  }

  int type() {
    return type;
  }

  int meta() {
    return meta;
  }

  byte[] bytes() {
    return bytes;
  }

  /** Whole number, most significant byte first, unsigned. */
  static long bigEndian(byte[] bytes, int from, int length) {
    long value = 0;
    for (int i = from; i < from + length; i++) {
      value = value << 8 | (bytes[i] & 0xFF);
    }
    return value;
  }

  /** Whole number, least significant byte first, unsigned (8 bytes: as a signed long). */
  long littleEndian() {
    long value = 0;
    for (int i = bytes.length - 1; i >= 0; i--) {
      value = value << 8 | (bytes[i] & 0xFF);
    }
    return value;
  }

  /** The type that the server's column must have had, or the bytes mean something else. */
  Cell ofType(int... expected) throws Uncertain {
    for (int candidate : expected) {
      if (candidate == type) {
        return this;
      }
    }
    throw new Uncertain("the binlog has another type (" + type + ")");
  }
}
