package io.replicamedic.replication;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BinaryOperator;

/**
 * A set of GTIDs, tagged ones too ({@code uuid:1-5:7:tag:1-3,uuid2:9}): what a server has executed,
 * retrieved or purged. Compared by every pre-flight and by the goal of catching up; an immutable
 * value.
 */
public final class GtidSet {
  private static final GtidSet EMPTY = new GtidSet(new TreeMap<>());

  /** Never an empty Intervals in it, so that equal sets are equal maps. */
  private final SortedMap<Origin, Intervals> members;

  private GtidSet(SortedMap<Origin, Intervals> members) {
    this.members = members;
  }

  /** Consecutive transaction numbers, both ends included; first ≤ last. */
  public record Interval(long first, long last) {
    /** MySQL's form: {@code 1-5}, or {@code 7} for a single one. */
    @Override
    public String toString() {
      return first == last ? Long.toString(first) : first + "-" + last;
    }
  }

  /** Under whose name a number was given; sorted as MySQL sorts, untagged first. */
  record Origin(String uuid, String tag) implements Comparable<Origin> {
    @Override
    public int compareTo(Origin other) {
      int byUuid = uuid.compareTo(other.uuid);
      return byUuid != 0 ? byUuid : tag.compareTo(other.tag);
    }
  }

  /**
   * Reads a server's text (gtid_executed and the like): white space, line breaks, stray commas,
   * upper case, overlapping intervals and any order are allowed; blank text is the empty set.
   *
   * @throws IllegalArgumentException naming the bad part
   */
  public static GtidSet parse(String text) {
    return new GtidSet(GtidText.read(text));
  }

  /** The set without members. */
  public static GtidSet empty() {
    return EMPTY;
  }

  /** The set of one. */
  public static GtidSet of(Gtid gtid) {
    SortedMap<Origin, Intervals> one = new TreeMap<>();
    one.put(
        new Origin(gtid.uuid(), gtid.tag()),
        new Intervals(List.of(new Interval(gtid.number(), gtid.number()))));
    return new GtidSet(one);
  }

  /** Whether nothing is in it. */
  public boolean isEmpty() {
    return members.isEmpty();
  }

  /** Whether this transaction is in it. */
  public boolean contains(Gtid gtid) {
    return at(new Origin(gtid.uuid(), gtid.tag())).contains(gtid.number());
  }

  /** Whether every member of the other set is in this one; every set contains the empty one. */
  public boolean contains(GtidSet other) {
    return other.subtract(this).isEmpty();
  }

  /** What is in either. */
  public GtidSet union(GtidSet other) {
    SortedMap<Origin, Intervals> result = new TreeMap<>(members);
    other.members.forEach((origin, theirs) -> result.merge(origin, theirs, Intervals::union));
    return new GtidSet(result);
  }

  /** What is in this set and not in the other (GTID_SUBTRACT). */
  public GtidSet subtract(GtidSet other) {
    return combine(other, Intervals::subtract);
  }

  /** What is in both. */
  public GtidSet intersect(GtidSet other) {
    return combine(other, Intervals::intersect);
  }

  /** This set and one transaction more. */
  public GtidSet with(Gtid gtid) {
    return union(of(gtid));
  }

  /** This set without one transaction. */
  public GtidSet without(Gtid gtid) {
    return subtract(of(gtid));
  }

  /**
   * The part that a server with that server_uuid first committed, all tags.
   *
   * @throws IllegalArgumentException when it is no uuid
   */
  public GtidSet ofUuid(String uuid) {
    String wanted = Gtid.uuidOf(uuid);
    SortedMap<Origin, Intervals> result = new TreeMap<>(members);
    result.keySet().removeIf(origin -> !origin.uuid().equals(wanted));
    return new GtidSet(result);
  }

  /** The server uuids named, sorted, lower case. */
  public SequencedSet<String> uuids() {
    SequencedSet<String> uuids = new TreeSet<>();
    members.keySet().forEach(origin -> uuids.add(origin.uuid()));
    return uuids;
  }

  /** How many transactions; Long.MAX_VALUE when they are more than fit. */
  public long count() {
    long sum = 0;
    for (Intervals each : members.values()) {
      sum = sum > Long.MAX_VALUE - each.count() ? Long.MAX_VALUE : sum + each.count();
    }
    return sum;
  }

  /** Whether any member is tagged: a server before 8.3 cannot read such a set. */
  public boolean hasTags() {
    return members.keySet().stream().anyMatch(origin -> !origin.tag().isEmpty());
  }

  /** The sorted intervals under one uuid and tag (the empty string: untagged). */
  public List<Interval> intervals(String uuid, String tag) {
    return at(new Origin(Gtid.uuidOf(uuid), tag.isEmpty() ? "" : Gtid.tagOf(tag))).list();
  }

  /**
   * The highest untagged transaction of that uuid. Tagged ones are left out: their numbers say
   * nothing about the order relative to untagged ones.
   */
  public Optional<Gtid> last(String uuid) {
    List<Interval> intervals = intervals(uuid, "");
    return intervals.isEmpty()
        ? Optional.empty()
        : Optional.of(new Gtid(uuid, "", intervals.getLast().last()));
  }

  private Intervals at(Origin origin) {
    return members.getOrDefault(origin, Intervals.NONE);
  }

  private GtidSet combine(GtidSet other, BinaryOperator<Intervals> operation) {
    SortedMap<Origin, Intervals> result = new TreeMap<>();
    members.forEach(
        (origin, mine) -> {
          Intervals left = operation.apply(mine, other.at(origin));
          if (!left.isEmpty()) {
            result.put(origin, left);
          }
        });
    return new GtidSet(result);
  }

  /**
   * MySQL's own form in canonical order, on one line: {@code uuid:1-5:7:tag:1-3,uuid2:9}; a uuid
   * stands once, its tags behind its untagged numbers.
   */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    String uuid = "";
    for (Map.Entry<Origin, Intervals> each : members.entrySet()) {
      Origin origin = each.getKey();
      if (!origin.uuid().equals(uuid)) {
        text.append(text.isEmpty() ? "" : ",").append(origin.uuid());
        uuid = origin.uuid();
      }
      if (!origin.tag().isEmpty()) {
        text.append(':').append(origin.tag());
      }
      text.append(':').append(each.getValue());
    }
    return text.toString();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof GtidSet set && members.equals(set.members);
  }

  @Override
  public int hashCode() {
    return members.hashCode();
  }
}
