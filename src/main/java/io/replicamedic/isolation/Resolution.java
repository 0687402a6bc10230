package io.replicamedic.isolation;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the names in rules stand for right now; read before a cut is planned and while it is held.
 *
 * @param prefixLists by id
 * @param members by id of a security group, as rules name it: the private addresses of the
 *     interfaces that have it, as text
 */
public record Resolution(
    Map<String, ManagedPrefixList> prefixLists, Map<String, Set<String>> members) {
  /** Nothing is known. */
  public static final Resolution NONE = new Resolution(Map.of(), Map.of());

  /** Immutable; refuses what is not an address. */
  public Resolution {
    prefixLists = Map.copyOf(prefixLists);
    members =
        members.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Map.Entry::getKey, each -> Set.copyOf(each.getValue())));
    members.values().stream().flatMap(Collection::stream).forEach(Cidr::ofAddress);
  }

  /** The blocks that a peer is, ordered by address; empty when its name is not known here. */
  Optional<List<Cidr>> blocks(Peer peer) {
    return switch (peer) {
      case Peer.Ipv4(Cidr block) -> Optional.of(List.of(block));
      case Peer.Ipv6(Cidr block) -> Optional.of(List.of(block));
      case Peer.PrefixList(String id) ->
          Optional.ofNullable(prefixLists.get(id))
              .map(list -> list.entries().stream().sorted().toList());
      case Peer.Group(String id) ->
          Optional.ofNullable(members.get(id))
              .map(addresses -> addresses.stream().map(Cidr::ofAddress).sorted().toList());
    };
  }

  /** Whether the permission could let TCP to that port through, for all that is known here. */
  boolean isUnknown(Permission permission, int port) {
    return permission.coversTcp(port) && blocks(permission.peer()).isEmpty();
  }
}
