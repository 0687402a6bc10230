package io.replicamedic.isolation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Decides what must change in the egress of a database's groups so that one TCP port of its source
 * cannot be reached; planning a cut asks it. The rules of all groups on an interface add up, so
 * every rule that covers the source must go, in every group (domain.md 4). What else these rules
 * allow stays, in each group by itself: others have one of the groups and not another.
 */
public final class CarveOut {
  /** Rules per direction, group and family, AWS's default. */
  public static final int QUOTA = Quota.RULES;

  private static final Comparator<EgressRule> BY_GROUP_AND_ID =
      Comparator.comparing(EgressRule::group).thenComparing(EgressRule::id);

  private CarveOut() {}

  /**
   * Carves a port of some addresses out of what rules allow.
   *
   * @param rules all egress rules of all groups on the database's interfaces, without leftovers of
   *     closed cuts
   * @param resolution what the names in these rules stand for
   * @param addresses of the source, as text
   * @param port of the source
   */
  public static Carving carve(
      List<EgressRule> rules, Resolution resolution, Set<String> addresses, int port) {
    List<String> reasons = new ArrayList<>(Source.problems(addresses));
    rules.stream()
        .sorted(BY_GROUP_AND_ID)
        .filter(rule -> resolution.isUnknown(rule.permission(), port))
        .map(rule -> rule.group() + ": " + rule + ": " + unknown(rule.permission().peer()))
        .forEach(reasons::add);
    if (!reasons.isEmpty()) {
      return new Carving.Impossible(reasons);
    }
    Source source = Source.of(addresses, port);
    List<GroupCarving> carvings = new ArrayList<>();
    byGroup(rules)
        .forEach((group, own) -> carvings.add(GroupCarving.of(group, own, resolution, source)));
    carvings.removeIf(carving -> !carving.isNeeded());
    return together(carvings, List.copyOf(new TreeSet<>(addresses)));
  }

  /**
   * What one new group must allow so that it can take the place of others, without the source.
   *
   * @param permissions all egress permissions of the groups that it replaces
   * @param resolution what the names in these permissions stand for
   * @param addresses of the source, as text
   * @param port of the source
   */
  public static Replacement replacement(
      Set<Permission> permissions, Resolution resolution, Set<String> addresses, int port) {
    List<Permission> all =
        permissions.stream().sorted(Comparator.comparing(Permission::toString)).toList();
    List<String> reasons = new ArrayList<>(Source.problems(addresses));
    all.stream()
        .filter(permission -> resolution.isUnknown(permission, port))
        .map(permission -> permission + ": " + unknown(permission.peer()))
        .forEach(reasons::add);
    if (!reasons.isEmpty()) {
      return new Replacement.Impossible(reasons);
    }
    return replacement(all, resolution, Source.of(addresses, port));
  }

  private static Replacement replacement(
      List<Permission> permissions, Resolution resolution, Source source) {
    Map<Boolean, List<Permission>> covers =
        permissions.stream()
            .collect(Collectors.partitioningBy(each -> source.isCoveredBy(each, resolution)));
    List<Permission> kept = covers.getOrDefault(false, List.of());
    Narrowing narrowing =
        Narrowing.of(covers.getOrDefault(true, List.of()), kept, resolution, source);
    List<Permission> allowed =
        Fewest.of(Stream.concat(kept.stream(), narrowing.add().stream()).toList(), List.of());
    List<String> reasons =
        Arrays.stream(Family.values()).flatMap(each -> tooMany(each, allowed, resolution)).toList();
    return reasons.isEmpty()
        ? new Replacement.Possible(new LinkedHashSet<>(allowed), narrowing.lost())
        : new Replacement.Impossible(reasons);
  }

  private static Carving together(List<GroupCarving> carvings, List<String> addresses) {
    List<String> reasons = carvings.stream().flatMap(each -> each.obstacles().stream()).toList();
    if (!reasons.isEmpty()) {
      return new Carving.Impossible(reasons);
    }
    Cut cut =
        new Cut(
            addresses,
            carvings.stream().map(GroupCarving::cut).toList(),
            carvings.stream().flatMap(each -> each.own().stream()).toList());
    return carvings.isEmpty()
        ? new Carving.Unneeded()
        : new Carving.Possible(
            cut, carvings.stream().flatMap(each -> each.lost().stream()).toList());
  }

  private static Stream<String> tooMany(
      Family family, List<Permission> allowed, Resolution resolution) {
    int taken = Quota.taken(family, allowed, resolution);
    return taken > QUOTA
        ? Stream.of("one group with %d %s rules: %d are allowed".formatted(taken, family, QUOTA))
        : Stream.empty();
  }

  private static String unknown(Peer peer) {
    return switch (peer) {
      case Peer.PrefixList _ -> "what is in this prefix list is not known";
      case Peer.Group _ -> "who has this group is not known";
      case Peer.Ipv4 _, Peer.Ipv6 _ -> throw new IllegalArgumentException(peer + " is known");
    };
  }

  private static Map<String, List<EgressRule>> byGroup(List<EgressRule> rules) {
    return rules.stream()
        .sorted(BY_GROUP_AND_ID)
        .collect(Collectors.groupingBy(EgressRule::group, TreeMap::new, Collectors.toList()));
  }
}
