package io.replicamedic.isolation;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What carving the source out of one group means.
 *
 * @param own all egress rules of the group
 * @param lost what cannot be kept
 * @param obstacles what keeps the group from being changed
 */
record GroupCarving(GroupCut cut, List<EgressRule> own, List<String> lost, List<String> obstacles) {
  static GroupCarving of(String group, List<EgressRule> own, Resolution resolution, Source source) {
    Map<Boolean, List<EgressRule>> covers =
        own.stream()
            .collect(
                Collectors.partitioningBy(
                    rule -> source.isCoveredBy(rule.permission(), resolution)));
    List<EgressRule> revoke = covers.getOrDefault(true, List.of());
    Narrowing narrowing =
        Narrowing.of(
            permissions(revoke),
            permissions(covers.getOrDefault(false, List.of())),
            resolution,
            source);
    List<Room> rooms =
        Arrays.stream(Family.values())
            .map(family -> Room.of(family, permissions(own), narrowing.add(), resolution))
            .toList();
    Room tightest = rooms.stream().max(Comparator.comparingInt(Room::peak)).orElseThrow();
    return new GroupCarving(
        new GroupCut(group, revoke, narrowing.add(), tightest.before, tightest.peak()),
        own,
        narrowing.lost().stream().map(line -> group + ": " + line).toList(),
        Stream.concat(
                revoke.stream().filter(GroupCarving::isTaggedByAws).map(GroupCarving::untaggable),
                rooms.stream().filter(Room::isTooSmall).map(Room::words))
            .map(line -> group + ": " + line)
            .toList());
  }

  boolean isNeeded() {
    return !cut.revoke().isEmpty();
  }

  private static List<Permission> permissions(List<EgressRule> rules) {
    return rules.stream().map(EgressRule::permission).toList();
  }

  private static boolean isTaggedByAws(EgressRule rule) {
    return rule.tags().keySet().stream().anyMatch(key -> key.startsWith("aws:"));
  }

  private static String untaggable(EgressRule rule) {
    return rule + ": only AWS can set a tag that begins with aws: again";
  }

  /** What the group takes of the quota of one family, now and for the cut. */
  private record Room(Family family, int before, int added) {
    static Room of(
        Family family, List<Permission> own, List<Permission> add, Resolution resolution) {
      return new Room(
          family, Quota.taken(family, own, resolution), Quota.taken(family, add, resolution));
    }

    int peak() {
      return before + added;
    }

    /** A group that was given a higher quota may be full already: then nothing can be added. */
    boolean isTooSmall() {
      return added > 0 && peak() > Quota.RULES;
    }

    String words() {
      return "%d %s rules now and %d narrower ones beside them are %d, %d are allowed"
          .formatted(before, family, added, peak(), Quota.RULES);
    }
  }
}
