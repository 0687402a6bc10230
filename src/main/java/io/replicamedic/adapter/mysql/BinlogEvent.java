package io.replicamedic.adapter.mysql;

import java.util.Arrays;

/** One event of a binlog: its type code (Log_event_type in the server's source) and its body. */
final class BinlogEvent {
  static final int QUERY = 2;
  static final int STOP = 3;
  static final int ROTATE = 4;
  static final int FORMAT_DESCRIPTION = 15;
  static final int XID = 16;
  static final int TABLE_MAP = 19;
  static final int WRITE_ROWS_V1 = 23;
  static final int UPDATE_ROWS_V1 = 24;
  static final int DELETE_ROWS_V1 = 25;
  static final int HEARTBEAT = 27;
  static final int IGNORABLE = 28;
  static final int ROWS_QUERY = 29;
  static final int WRITE_ROWS = 30;
  static final int UPDATE_ROWS = 31;
  static final int DELETE_ROWS = 32;
  static final int GTID = 33;
  static final int ANONYMOUS_GTID = 34;
  static final int PREVIOUS_GTIDS = 35;
  static final int TRANSACTION_CONTEXT = 36;
  static final int VIEW_CHANGE = 37;
  static final int XA_PREPARE = 38;
  static final int PARTIAL_UPDATE_ROWS = 39;
  static final int TRANSACTION_PAYLOAD = 40;
  static final int HEARTBEAT_V2 = 41;
  static final int TAGGED_GTID = 42;

  static final int TYPE_AT = 4;

  private static final int HEADER = 19;
  private static final int LENGTH_AT = 9;

  private static final int END_AT = 13;

  private final int type;
  private final long length;
  private final long end;
  private final byte[] body;

  BinlogEvent(int type, byte[] body) {
    this(type, 0, 0, body);
  }

  private BinlogEvent(int type, long length, long end, byte[] body) {
    this.type = type;
    this.length = length;
    this.end = end;
    this.body = body;
  }

  int type() {
    return type;
  }

  byte[] body() {
    return body;
  }

  /** Where it ends in its file; 0 when it is in none, but was made up for this dump. */
  long end() {
    return end;
  }

  /** Its length in the file, a checksum included. */
  long length() {
    return length;
  }

  /** It begins a transaction. */
  boolean opens() {
    return type == GTID || type == ANONYMOUS_GTID || type == TAGGED_GTID;
  }

  /** It is of the file, not of a transaction. */
  boolean frames() {
    return switch (type) {
      case FORMAT_DESCRIPTION, PREVIOUS_GTIDS, ROTATE, STOP, HEARTBEAT, HEARTBEAT_V2 -> true;
      default -> false;
    };
  }

  /** The one event that the bytes are. */
  static BinlogEvent of(byte[] bytes) {
    return new BinlogEvent(
        bytes[TYPE_AT] & 0xFF,
        new Buffer(Arrays.copyOfRange(bytes, LENGTH_AT, END_AT)).number(4),
        new Buffer(Arrays.copyOfRange(bytes, END_AT, END_AT + 4)).number(4),
        Arrays.copyOfRange(bytes, HEADER, bytes.length));
  }

  /** The next of several events in a row, as a payload holds them. */
  static BinlogEvent next(Buffer events) {
    byte[] header = events.take(HEADER);
    int length = new Buffer(Arrays.copyOfRange(header, LENGTH_AT, HEADER)).small(4);
    return new BinlogEvent(header[TYPE_AT] & 0xFF, events.take(length - HEADER));
  }
}
