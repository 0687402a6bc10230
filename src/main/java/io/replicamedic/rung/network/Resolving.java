package io.replicamedic.rung.network;

import io.replicamedic.isolation.ManagedPrefixList;
import io.replicamedic.isolation.Peer;
import io.replicamedic.isolation.Permission;
import io.replicamedic.isolation.Resolution;
import io.replicamedic.outside.AwsServices;
import io.replicamedic.outside.NetworkInterface;
import io.replicamedic.outside.SecurityGroups;
import io.replicamedic.outside.VpcNetwork;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Asks AWS what the names in rules stand for right now; asked after the rules were read. */
public final class Resolving {
  private final VpcNetwork network;
  private final SecurityGroups groups;

  /** Asks there. */
  public Resolving(AwsServices aws) {
    this.network = aws.network();
    this.groups = aws.groups();
  }

  /**
   * Every prefix list and group that these permissions name. Another account's or another region's
   * group stays unknown: who is in it cannot be seen from here.
   */
  public Resolution of(Collection<Permission> permissions) {
    Set<String> lists = new HashSet<>();
    Set<String> named = new HashSet<>();
    for (Permission permission : permissions) {
      switch (permission.peer()) {
        case Peer.PrefixList(String id) -> lists.add(id);
        case Peer.Group(String id) -> named.add(id);
        case Peer.Ipv4 _, Peer.Ipv6 _ -> {}
      }
    }
    Map<String, ManagedPrefixList> prefixLists =
        lists.isEmpty()
            ? Map.of()
            : network.prefixLists(lists).stream()
                .collect(Collectors.toMap(ManagedPrefixList::id, Function.identity()));
    return new Resolution(prefixLists, members(named));
  }

  private Map<String, Set<String>> members(Set<String> named) {
    Set<String> seen = named.isEmpty() ? Set.of() : Set.copyOf(groups.names(named).keySet());
    Map<String, Set<String>> members = new HashMap<>();
    seen.forEach(group -> members.put(group, Set.of()));
    for (NetworkInterface each : network.interfacesWith(seen)) {
      each.groups().stream()
          .filter(seen::contains)
          .forEach(group -> members.merge(group, each.addresses(), Resolving::both));
    }
    return members;
  }

  private static Set<String> both(Set<String> some, Set<String> more) {
    Set<String> all = new HashSet<>(some);
    all.addAll(more);
    return all;
  }
}
