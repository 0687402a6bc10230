package io.replicamedic.isolation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Decides what must change in the egress of a database's groups so that its source cannot be
 * reached; planning a cut asks it. The rules of all groups on an interface add up, so every rule
 * that covers the source must go, in every group (domain.md 4).
 */
public final class CarveOut {
  /** IPv4 rules per direction and group, AWS's default. */
  public static final int QUOTA = 60;

  private static final Comparator<EgressRule> BY_GROUP_AND_ID =
      Comparator.comparing(EgressRule::group).thenComparing(EgressRule::id);

  private CarveOut() {}

  /**
   * Carves addresses out of what rules allow.
   *
   * @param rules all egress rules of all groups on the database's interfaces, without leftovers of
   *     closed cuts
   * @param addresses of the source, as text
   * @param port of the source
   */
  public static Carving carve(List<EgressRule> rules, Set<String> addresses, int port) {
    List<String> reasons = new ArrayList<>();
    Set<Cidr> holes = new HashSet<>();
    for (String address : new TreeSet<>(addresses)) {
      try {
        holes.add(Cidr.ofAddress(address));
      } catch (IllegalArgumentException e) {
        reasons.add("address of the source: " + e.getMessage());
      }
    }
    if (addresses.isEmpty()) {
      reasons.add("no address of the source is known");
    }
    rules.stream().sorted(BY_GROUP_AND_ID).flatMap(CarveOut::strange).forEach(reasons::add);
    if (!reasons.isEmpty()) {
      return new Carving.Impossible(reasons);
    }
    return carve(byGroup(rules), new Source(addresses, holes, port));
  }

  private static Carving carve(Map<String, List<EgressRule>> groups, Source source) {
    List<GroupCut> cuts = new ArrayList<>();
    List<EgressRule> before = new ArrayList<>();
    groups.forEach(
        (group, own) -> {
          GroupCut cut = carve(group, own, source);
          if (!cut.revoke().isEmpty()) {
            cuts.add(cut);
            before.addAll(own);
          }
        });
    List<String> reasons = cuts.stream().flatMap(CarveOut::obstacles).toList();
    if (!reasons.isEmpty()) {
      return new Carving.Impossible(reasons);
    }
    return cuts.isEmpty()
        ? new Carving.Unneeded()
        : new Carving.Possible(new Cut(List.copyOf(new TreeSet<>(source.text)), cuts, before));
  }

  private static GroupCut carve(String group, List<EgressRule> own, Source source) {
    Map<Boolean, List<EgressRule>> covers =
        own.stream().collect(Collectors.partitioningBy(source::isCoveredBy));
    Set<Permission> add = new LinkedHashSet<>();
    for (EgressRule rule : covers.getOrDefault(true, List.of())) {
      if (rule.permission().peer() instanceof Peer.Ipv4(Cidr block)) {
        for (Cidr narrower : block.without(source.holes)) {
          add.add(rule.permission().to(new Peer.Ipv4(narrower)));
        }
      }
    }
    // What a remaining rule allows stays allowed; adding it would be InvalidPermission.Duplicate.
    covers.getOrDefault(false, List.of()).forEach(rule -> add.remove(rule.permission()));
    return new GroupCut(
        group,
        covers.getOrDefault(true, List.of()),
        List.copyOf(add),
        own.size(),
        own.size() + add.size());
  }

  /** What keeps a rule from being weighed at all. */
  private static Stream<String> strange(EgressRule rule) {
    String why =
        switch (rule.permission().peer()) {
          case Peer.Ipv4 _ -> "";
          case Peer.Ipv6 _ -> "an IPv6 block does not fit into the quota once it is carved";
          case Peer.PrefixList _ -> "what is in a prefix list is not known here";
          case Peer.Group _ -> "who is in a referenced group is not known here";
        };
    return why.isEmpty() ? Stream.empty() : Stream.of(rule.group() + ": " + rule + ": " + why);
  }

  /** What keeps a group from being changed. */
  private static Stream<String> obstacles(GroupCut cut) {
    List<String> reasons = new ArrayList<>();
    for (EgressRule rule : cut.revoke()) {
      if (rule.tags().keySet().stream().anyMatch(key -> key.startsWith("aws:"))) {
        reasons.add(
            cut.group() + ": " + rule + ": only AWS can set a tag that begins with aws: again");
      }
    }
    if (cut.peak() > QUOTA) {
      reasons.add(
          "%s: %d rules now and %d narrower ones beside them are %d, %d are allowed"
              .formatted(cut.group(), cut.before(), cut.add().size(), cut.peak(), QUOTA));
    }
    return reasons.stream();
  }

  private static Map<String, List<EgressRule>> byGroup(List<EgressRule> rules) {
    return rules.stream()
        .sorted(BY_GROUP_AND_ID)
        .collect(Collectors.groupingBy(EgressRule::group, TreeMap::new, Collectors.toList()));
  }

  /** What is carved out. */
  private record Source(Set<String> text, Set<Cidr> holes, int port) {
    boolean isCoveredBy(EgressRule rule) {
      return rule.permission().peer() instanceof Peer.Ipv4(Cidr block)
          && rule.permission().coversTcp(port)
          && holes.stream().anyMatch(block::contains);
    }
  }
}
