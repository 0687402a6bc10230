package io.replicamedic.isolation;

import java.util.Collection;
import java.util.Optional;

/** How much room permissions take in a security group: 60 a direction and family, by default. */
final class Quota {
  static final int RULES = 60;

  private Quota() {}

  /** As AWS counts in that family. */
  static int taken(Family family, Collection<Permission> permissions, Resolution resolution) {
    return permissions.stream()
        .mapToInt(permission -> weight(family, permission.peer(), resolution))
        .sum();
  }

  private static int weight(Family family, Peer peer, Resolution resolution) {
    return switch (peer) {
      case Peer.Ipv4 _ -> family == Family.IPV4 ? 1 : 0;
      case Peer.Ipv6 _ -> family == Family.IPV6 ? 1 : 0;
      case Peer.PrefixList(String id) ->
          Optional.ofNullable(resolution.prefixLists().get(id))
              .map(list -> list.countsIn(family) ? list.maxEntries() : 0)
              // At least that; a list that no cut needs to know does not keep it from being
              // planned.
              .orElse(1);
      case Peer.Group _ -> 1;
    };
  }
}
