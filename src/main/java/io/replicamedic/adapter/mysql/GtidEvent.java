package io.replicamedic.adapter.mysql;

import io.replicamedic.replication.Gtid;
import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * The event that opens a transaction.
 *
 * @param originalCommitMicros when the first server committed it, microseconds since 1970; 0 = not
 *     recorded (before 8.0)
 */
record GtidEvent(Gtid gtid, long originalCommitMicros) {
  private static final int LOGICAL_TIMESTAMPS = 2;
  private static final long MORE_FOLLOWS = 1L << 55;

  static GtidEvent untagged(byte[] body) {
    Buffer in = new Buffer(body);
    in.skip(1); // flags
    String uuid = uuid(in.take(16));
    Gtid gtid = new Gtid(uuid, "", in.number(8));
    return new GtidEvent(gtid, commitMicros(in));
  }

  /** Of an opening event of any kind; an anonymous one is built like one with a GTID. */
  static long commitMicros(BinlogEvent event) {
    if (event.type() == BinlogEvent.TAGGED_GTID) {
      return tagged(event.body()).originalCommitMicros;
    }
    Buffer in = new Buffer(event.body());
    in.skip(1 + 16 + 8);
    return commitMicros(in);
  }

  private static long commitMicros(Buffer in) {
    if (in.hasMore() && in.number(1) == LOGICAL_TIMESTAMPS) {
      in.skip(16); // last_committed, sequence_number
      if (in.left() >= 7) {
        long immediate = in.number(7);
        // The original timestamp is written only when it differs from the immediate one.
        return (immediate & MORE_FOLLOWS) == 0 ? immediate : in.number(7);
      }
    }
    return 0;
  }

  /** Since 8.3, a self-describing form: numbered fields, of which unknown ones end the reading. */
  static GtidEvent tagged(byte[] body) {
    VariableLength in = new VariableLength(new Buffer(body));
    in.unsigned(); // version of the form
    in.unsigned(); // size
    in.unsigned(); // last field that must be understood
    String uuid = "";
    String tag = "";
    long number = 0;
    long immediate = 0;
    long original = 0;
    while (in.hasMore()) {
      switch ((int) in.unsigned()) {
        case 0 -> in.unsigned(); // flags
        case 1 -> uuid = uuid(in.bytes(16));
        case 2 -> number = in.signed();
        case 3 -> tag = in.text();
        case 4, 5 -> in.signed(); // last_committed, sequence_number
        case 6 -> immediate = in.unsigned();
        case 7 -> original = in.unsigned();
        default -> {
          return new GtidEvent(new Gtid(uuid, tag, number), original == 0 ? immediate : original);
        }
      }
    }
    return new GtidEvent(new Gtid(uuid, tag, number), original == 0 ? immediate : original);
  }

  private static String uuid(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new UUID(buffer.getLong(), buffer.getLong()).toString();
  }
}
