package io.replicamedic.lab;

import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which security groups databases have, and are about to have, at one moment; each change is a new
 * value. Kept by {@link Rds}.
 *
 * @param told by database, then by group: adding, active or removing
 * @param pending accepted, not yet in force
 */
record Memberships(Map<String, Map<String, String>> told, Map<String, Change> pending) {
  static final Memberships NONE = new Memberships(Map.of(), Map.of());

  private static final String ADDING = "adding";
  private static final String ACTIVE = "active";
  private static final String REMOVING = "removing";

  /** The groups that a database is to have instead, from when on. */
  record Change(List<String> groups, Instant due) {}

  Memberships having(String database, List<String> groups) {
    Map<String, String> active = new LinkedHashMap<>();
    groups.forEach(group -> active.put(group, ACTIVE));
    return telling(database, active);
  }

  Memberships telling(String database, String group, String status) {
    Map<String, String> changed = new LinkedHashMap<>(of(database));
    changed.put(group, status);
    return telling(database, changed);
  }

  Map<String, String> of(String database) {
    return told.getOrDefault(database, Map.of());
  }

  /** Accepted; one that was under way is forgotten. */
  Memberships modify(String database, List<String> groups, Instant due) {
    Map<String, String> underWay = new LinkedHashMap<>();
    of(database)
        .forEach(
            (group, status) -> {
              if (!status.equals(ADDING)) {
                underWay.put(group, groups.contains(group) ? ACTIVE : REMOVING);
              }
            });
    groups.forEach(group -> underWay.putIfAbsent(group, ADDING));
    Map<String, Change> more = new TreeMap<>(pending);
    more.put(database, new Change(List.copyOf(groups), due));
    return new Memberships(telling(database, underWay).told, more);
  }

  /** Everything that is pending is due at once. */
  Memberships hurried() {
    Map<String, Change> due = new TreeMap<>(pending);
    due.replaceAll((database, change) -> new Change(change.groups(), Instant.MIN));
    return new Memberships(told, due);
  }

  /** The changes that are in force by then, by database. */
  Map<String, List<String>> due(Instant now) {
    Map<String, List<String>> due = new TreeMap<>();
    pending.forEach(
        (database, change) -> {
          if (!change.due().isAfter(now)) {
            due.put(database, change.groups());
          }
        });
    return due;
  }

  Memberships settled(Instant now) {
    Memberships settled = this;
    Map<String, Change> left = new HashMap<>(pending);
    for (Map.Entry<String, List<String>> change : due(now).entrySet()) {
      settled = settled.having(change.getKey(), change.getValue());
      left.remove(change.getKey());
    }
    return new Memberships(settled.told, Map.copyOf(left));
  }

  /** Groups that databases have in any way: they cannot be deleted. */
  Set<String> inUse() {
    Set<String> inUse = new HashSet<>();
    told.values().forEach(groups -> inUse.addAll(groups.keySet()));
    return inUse;
  }

  private Memberships telling(String database, Map<String, String> groups) {
    Map<String, Map<String, String>> changed = new TreeMap<>(told);
    changed.put(database, Collections.unmodifiableMap(groups));
    return new Memberships(changed, pending);
  }
}
