package io.replicamedic.replication;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The transaction numbers under one uuid and tag: sorted intervals that neither overlap nor touch.
 * GtidSet's ground floor; an immutable value.
 */
record Intervals(List<GtidSet.Interval> list) {
  static final Intervals NONE = new Intervals(List.of());

  /** Sorts and merges, so that equal sets are equal values. */
  Intervals(List<GtidSet.Interval> list) {
    List<GtidSet.Interval> merged = new ArrayList<>();
    for (GtidSet.Interval next :
        list.stream().sorted(Comparator.comparingLong(GtidSet.Interval::first)).toList()) {
      // No overflow: the highest number is one below Long.MAX_VALUE.
      if (!merged.isEmpty() && next.first() <= merged.getLast().last() + 1) {
        GtidSet.Interval open = merged.removeLast();
        merged.add(new GtidSet.Interval(open.first(), Math.max(open.last(), next.last())));
      } else {
        merged.add(next);
      }
    }
    this.list = List.copyOf(merged);
  }

  boolean isEmpty() {
    return list.isEmpty();
  }

  Intervals union(Intervals other) {
    return new Intervals(Stream.concat(list.stream(), other.list.stream()).toList());
  }

  Intervals intersect(Intervals other) {
    List<GtidSet.Interval> common = new ArrayList<>();
    int mine = 0;
    int theirs = 0;
    while (mine < list.size() && theirs < other.list.size()) {
      GtidSet.Interval a = list.get(mine);
      GtidSet.Interval b = other.list.get(theirs);
      long first = Math.max(a.first(), b.first());
      long last = Math.min(a.last(), b.last());
      if (first <= last) {
        common.add(new GtidSet.Interval(first, last));
      }
      if (a.last() < b.last()) {
        mine++;
      } else {
        theirs++;
      }
    }
    return new Intervals(common);
  }

  Intervals subtract(Intervals other) {
    return intersect(other.complement());
  }

  boolean contains(long number) {
    return list.stream().anyMatch(each -> each.first() <= number && number <= each.last());
  }

  long count() {
    return list.stream().mapToLong(each -> each.last() - each.first() + 1).sum();
  }

  /** MySQL's form: {@code 1-5:7}. */
  @Override
  public String toString() {
    return list.stream().map(GtidSet.Interval::toString).collect(Collectors.joining(":"));
  }

  private Intervals complement() {
    List<GtidSet.Interval> gaps = new ArrayList<>();
    long next = 1;
    for (GtidSet.Interval each : list) {
      if (next < each.first()) {
        gaps.add(new GtidSet.Interval(next, each.first() - 1));
      }
      next = each.last() + 1;
    }
    if (next <= Gtid.MAX_NUMBER) {
      gaps.add(new GtidSet.Interval(next, Gtid.MAX_NUMBER));
    }
    return new Intervals(gaps);
  }
}
