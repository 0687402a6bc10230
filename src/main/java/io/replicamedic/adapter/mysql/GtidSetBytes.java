package io.replicamedic.adapter.mysql;

import io.replicamedic.replication.GtidSet;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** A GTID set as COM_BINLOG_DUMP_GTID carries it (Gtid_set::encode in the server's source). */
final class GtidSetBytes {
  private GtidSetBytes() {}

  /** One origin's part: {@code uuid:1-5} or {@code uuid:tag:1-3}. */
  private record Part(String uuid, String tag, List<GtidSet.Interval> intervals) {}

  static byte[] of(GtidSet set) {
    List<Part> parts = parts(set);
    boolean tagged = set.hasTags();
    Bytes bytes = new Bytes();
    if (tagged) {
      // Servers since 8.3 mark the form with a 1 on both sides of a narrower count.
      bytes.number(1, 1);
      bytes.number(parts.size(), 6);
      bytes.number(1, 1);
    } else {
      bytes.number(parts.size(), 8);
    }
    for (Part part : parts) {
      bytes.bytes(HexFormat.of().parseHex(part.uuid.replace("-", "")));
      if (tagged) {
        byte[] tag = part.tag.getBytes(StandardCharsets.US_ASCII);
        // A variable-length integer; 32, the longest tag, still fits one byte.
        bytes.number(2L * tag.length, 1);
        bytes.bytes(tag);
      }
      bytes.number(part.intervals.size(), 8);
      for (GtidSet.Interval interval : part.intervals) {
        bytes.number(interval.first(), 8);
        bytes.number(interval.last() + 1, 8);
      }
    }
    return bytes.toByteArray();
  }

  /** Read back from the canonical text, which names every tag; the set itself lists only uuids. */
  private static List<Part> parts(GtidSet set) {
    List<Part> parts = new ArrayList<>();
    for (String uuid : set.uuids()) {
      String own = set.ofUuid(uuid).toString();
      parts.addAll(partsOf(set, uuid, own));
    }
    return parts;
  }

  private static List<Part> partsOf(GtidSet set, String uuid, String own) {
    List<Part> parts = new ArrayList<>();
    if (!set.intervals(uuid, "").isEmpty()) {
      parts.add(new Part(uuid, "", set.intervals(uuid, "")));
    }
    for (String piece : own.substring(uuid.length()).split(":", -1)) {
      if (piece.matches("[a-z_].*")) {
        parts.add(new Part(uuid, piece, set.intervals(uuid, piece)));
      }
    }
    return parts;
  }
}
