package io.replicamedic.isolation;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The permissions that take the place of those that let the source through, within one group.
 *
 * @param add what else was allowed, and no remaining permission allows
 * @param lost what cannot be kept, in words
 */
record Narrowing(List<Permission> add, List<String> lost) {
  /**
   * Narrows permissions to all but the source.
   *
   * @param covering permissions that let the source through
   * @param remaining permissions that stay beside them
   */
  static Narrowing of(
      List<Permission> covering, List<Permission> remaining, Resolution resolution, Source source) {
    List<Permission> wanted = new ArrayList<>();
    Set<String> lost = new LinkedHashSet<>();
    for (Permission permission : covering) {
      List<Cidr> blocks = resolution.blocks(permission.peer()).orElseThrow();
      Set<Cidr> holes = source.in(blocks);
      wanted.addAll(elsewhere(permission, blocks, holes));
      wanted.addAll(there(permission, holes, source.port()));
      lost.addAll(otherProtocols(permission, holes));
      lost.addAll(changesMeanwhile(permission));
    }
    return new Narrowing(Fewest.of(wanted, remaining), List.copyOf(lost));
  }

  /** The same to all but the source's addresses. */
  private static List<Permission> elsewhere(
      Permission permission, List<Cidr> blocks, Set<Cidr> holes) {
    return blocks.stream()
        .flatMap(block -> block.without(holes).stream())
        .map(Way.of(permission)::to)
        .toList();
  }

  /** To the source's addresses all but its port. */
  private static List<Permission> there(Permission permission, Set<Cidr> holes, int port) {
    return holes.stream()
        .flatMap(
            hole ->
                Way.of(permission).withoutTcp(port, hole.family()).stream()
                    .map(way -> way.to(hole)))
        .toList();
  }

  private static List<String> otherProtocols(Permission permission, Set<Cidr> holes) {
    return Way.of(permission).isEverything()
        ? holes.stream()
            .map(
                hole ->
                    "IP protocols other than tcp, udp and %s to %s are not let through"
                        .formatted(Way.icmp(hole.family()), hole.first()))
            .toList()
        : List.of();
  }

  private static List<String> changesMeanwhile(Permission permission) {
    return switch (permission.peer()) {
      case Peer.Ipv4 _, Peer.Ipv6 _ -> List.of();
      case Peer.PrefixList(String id) ->
          List.of(
              "%s: entries that %s gets meanwhile are not let through, those it loses still are"
                  .formatted(permission, id));
      case Peer.Group(String id) ->
          List.of(
              "%s: who gets %s meanwhile cannot be reached, who loses it still can"
                  .formatted(permission, id));
    };
  }
}
