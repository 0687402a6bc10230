package io.replicamedic.replication;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is not as it was before the reset, option by option (domain.md 2: compare after configuring,
 * before starting). Asked by the goal "source configured"; a difference that nobody intended is a
 * reason not to start.
 */
public final class RestorePointComparison {
  private static final String NONE = "(none)";

  /** Identifies the row; not an option. */
  private static final Set<String> NOT_OPTIONS = Set.of("CHANNEL_NAME");

  private RestorePointComparison() {}

  /**
   * Every difference, sorted by name; empty = the channel is configured exactly as it was.
   *
   * @param intended names that the request or plan means to change: HOST, PORT, …
   */
  public static List<Difference> compare(
      RestorePoint before, RestorePoint after, Set<String> intended) {
    SortedMap<String, String> was = options(before);
    SortedMap<String, String> is = options(after);
    SortedMap<String, String> names = new TreeMap<>(was);
    names.putAll(is);
    List<Difference> differences = new ArrayList<>();
    for (String name : names.keySet()) {
      String old = was.getOrDefault(name, NONE);
      String present = is.getOrDefault(name, NONE);
      if (!old.equals(present)) {
        differences.add(new Difference(name, old, present, intended.contains(name)));
      }
    }
    return List.copyOf(differences);
  }

  /**
   * Everything that the channel is configured with, name → the server's wording. All columns count,
   * also such as no version has yet: an option unknown to us can still be lost.
   */
  static SortedMap<String, String> options(RestorePoint point) {
    SortedMap<String, String> options = new TreeMap<>();
    point.connection().forEach((name, value) -> options.put(name, worded(value)));
    point.applier().forEach((name, value) -> options.put(name, worded(value)));
    options.keySet().removeAll(NOT_OPTIONS);
    // Of the options only this one stands in no configuration table.
    String ignored = point.status().get("Replicate_Ignore_Server_Ids");
    if (ignored != null) {
      options.put("IGNORE_SERVER_IDS", ignored);
    }
    for (Map<String, @Nullable String> filter : point.filters()) {
      options.merge(
          "FILTER " + worded(filter.get("FILTER_NAME")),
          worded(filter.get("FILTER_RULE")),
          (one, other) -> one + "," + other);
    }
    return options;
  }

  static String worded(@Nullable String value) {
    return value == null ? "NULL" : value;
  }
}
