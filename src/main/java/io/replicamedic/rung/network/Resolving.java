package io.replicamedic.rung.network;

import io.replicamedic.isolation.ManagedPrefixList;
import io.replicamedic.isolation.Peer;
import io.replicamedic.isolation.Permission;
import io.replicamedic.isolation.Resolution;
import io.replicamedic.outside.NetworkInterface;
import io.replicamedic.outside.VpcNetwork;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Asks AWS what the names in rules stand for right now; read after the rules. */
public final class Resolving {
  private Resolving() {}

  /** Every prefix list and group that these permissions name. */
  public static Resolution of(VpcNetwork network, Collection<Permission> permissions) {
    Set<String> lists = new HashSet<>();
    Set<String> groups = new HashSet<>();
    for (Permission permission : permissions) {
      switch (permission.peer()) {
        case Peer.PrefixList(String id) -> lists.add(id);
        case Peer.Group(String id) -> groups.add(id);
        case Peer.Ipv4 _, Peer.Ipv6 _ -> {}
      }
    }
    Map<String, ManagedPrefixList> prefixLists =
        lists.isEmpty()
            ? Map.of()
            : network.prefixLists(lists).stream()
                .collect(Collectors.toMap(ManagedPrefixList::id, Function.identity()));
    Map<String, Set<String>> members = new HashMap<>();
    groups.forEach(group -> members.put(group, Set.of()));
    for (NetworkInterface each : network.interfacesWith(groups)) {
      each.groups().stream()
          .filter(groups::contains)
          .forEach(group -> members.merge(group, each.addresses(), Resolving::both));
    }
    return new Resolution(prefixLists, members);
  }

  private static Set<String> both(Set<String> some, Set<String> more) {
    Set<String> all = new HashSet<>(some);
    all.addAll(more);
    return all;
  }
}
