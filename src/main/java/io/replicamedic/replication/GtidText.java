package io.replicamedic.replication;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads the text of a GTID set as MySQL writes and accepts it; GtidSet.parse is its only caller.
 *
 * <p>Accepts what a server accepts (checked against 9.7.4), except three forms that a server never
 * prints and silently reads as nothing: a uuid alone, a tag without numbers, a reversed interval.
 * Reading a set as smaller than its writer meant is how a replica starts at the wrong place.
 */
final class GtidText {
  private final SortedMap<GtidSet.Origin, List<GtidSet.Interval>> found = new TreeMap<>();

  private GtidText() {}

  static SortedMap<GtidSet.Origin, Intervals> read(String text) {
    GtidText reading = new GtidText();
    for (String uuidSet : text.split(",", -1)) {
      if (!uuidSet.isBlank()) {
        reading.uuidSet(uuidSet);
      }
    }
    SortedMap<GtidSet.Origin, Intervals> result = new TreeMap<>();
    reading.found.forEach((origin, list) -> result.put(origin, new Intervals(list)));
    return result;
  }

  /** One {@code uuid:1-5:7:tag:1-3}: a tag holds for all intervals up to the next tag. */
  private void uuidSet(String uuidSet) {
    String[] parts = uuidSet.split(":", -1);
    try {
      String uuid = Gtid.uuidOf(parts[0].strip());
      String tag = "";
      boolean numberSeen = false;
      for (int i = 1; i < parts.length; i++) {
        String part = parts[i].strip();
        boolean isTag = !part.isEmpty() && !Character.isDigit(part.charAt(0));
        if (isTag) {
          require(numberSeen || i == 1, "no numbers before '" + part + "'");
          tag = Gtid.tagOf(part);
        } else {
          found
              .computeIfAbsent(new GtidSet.Origin(uuid, tag), _ -> new ArrayList<>())
              .add(interval(part));
        }
        numberSeen = !isTag;
      }
      require(numberSeen, "no numbers at the end");
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "not a GTID set: " + e.getMessage() + " in '" + uuidSet.strip() + "'", e);
    }
  }

  private static GtidSet.Interval interval(String part) {
    String[] ends = part.split("-", -1);
    require(ends.length <= 2, "not an interval: '" + part + "'");
    long first = Gtid.numberOf(ends[0].strip());
    long last = Gtid.numberOf(ends[ends.length - 1].strip());
    require(first <= last, "reversed interval '" + part + "'");
    return new GtidSet.Interval(first, last);
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
