package io.replicamedic.adapter.mysql;

import java.io.IOException;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * Checks and takes off the CRC32 that events of a binlog file end with; whether they do, the file's
 * format description says, and the next file may differ. Events that the server makes up while it
 * sends (rotations, heartbeats) are left alone: nothing is read from them.
 */
final class Checksums {
  private static final int LENGTH = 4;
  private static final int CRC = 1;

  private boolean used;

  byte[] checked(byte[] event) throws IOException {
    int type = event[BinlogEvent.TYPE_AT] & 0xFF;
    if (type == BinlogEvent.FORMAT_DESCRIPTION) {
      // The algorithm stands before the checksum, which this event always has room for.
      used = event[event.length - LENGTH - 1] == CRC;
      return event;
    }
    if (!used || madeUp(type)) {
      return event;
    }
    int length = event.length - LENGTH;
    CRC32 crc = new CRC32();
    crc.update(event, 0, length);
    long stored = new Buffer(Arrays.copyOfRange(event, length, event.length)).number(LENGTH);
    if (crc.getValue() != stored) {
      throw new IOException("an event of type " + type + " has a wrong checksum");
    }
    return Arrays.copyOf(event, length);
  }

  private static boolean madeUp(int type) {
    return type == BinlogEvent.ROTATE
        || type == BinlogEvent.HEARTBEAT
        || type == BinlogEvent.HEARTBEAT_V2;
  }
}
