package io.replicamedic.isolation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** As few permissions as say the same; a quota of 60 makes them precious. */
final class Fewest {
  private Fewest() {}

  /**
   * What must be added to what is present so that all that is wanted is allowed, and no more than
   * that. What one permission covers, present or wanted, needs no other; two halves become a whole.
   */
  static List<Permission> of(Collection<Permission> wanted, Collection<Permission> present) {
    // Twice: a half that is not needed at all must not make a whole that is.
    return uncovered(joined(uncovered(wanted, present)), present);
  }

  private static List<Permission> uncovered(
      Collection<Permission> wanted, Collection<Permission> present) {
    List<Permission> left = new ArrayList<>(new LinkedHashSet<>(wanted));
    left.removeIf(each -> present.stream().anyMatch(other -> other.covers(each)));
    // One after the other: of two that say the same in different words one must stay.
    for (Permission each : List.copyOf(left)) {
      if (left.stream().anyMatch(other -> !other.equals(each) && other.covers(each))) {
        left.remove(each);
      }
    }
    return left;
  }

  private static List<Permission> joined(List<Permission> permissions) {
    Map<Way, Set<Cidr>> blocks = new LinkedHashMap<>();
    List<Permission> joined = new ArrayList<>();
    for (Permission each : permissions) {
      switch (each.peer()) {
        case Peer.Ipv4(Cidr block) -> join(block, blocksOf(Way.of(each), blocks));
        case Peer.Ipv6(Cidr block) -> join(block, blocksOf(Way.of(each), blocks));
        case Peer.PrefixList _, Peer.Group _ -> joined.add(each);
      }
    }
    blocks.forEach((way, all) -> new TreeSet<>(all).forEach(block -> joined.add(way.to(block))));
    return joined;
  }

  private static Set<Cidr> blocksOf(Way way, Map<Way, Set<Cidr>> blocks) {
    return blocks.computeIfAbsent(way, _ -> new HashSet<>());
  }

  private static void join(Cidr block, Set<Cidr> others) {
    Cidr whole = block;
    while (whole.prefix() > 0 && others.remove(whole.sibling())) {
      whole = whole.parent();
    }
    others.add(whole);
  }
}
