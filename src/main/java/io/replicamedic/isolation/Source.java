package io.replicamedic.isolation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What becomes unreachable: one TCP port of some addresses, each as the block of it. */
record Source(Set<Cidr> addresses, int port) {
  /** Reads addresses that have no {@link #problems}. */
  static Source of(Set<String> addresses, int port) {
    return new Source(
        addresses.stream().map(Cidr::ofAddress).collect(Collectors.toCollection(TreeSet::new)),
        port);
  }

  /** Why addresses cannot be read; that there is none is no reason to think it cut off. */
  static List<String> problems(Set<String> addresses) {
    if (addresses.isEmpty()) {
      return List.of("no address of the source is known");
    }
    List<String> problems = new ArrayList<>();
    for (String address : new TreeSet<>(addresses)) {
      try {
        Cidr.ofAddress(address);
      } catch (IllegalArgumentException e) {
        problems.add("address of the source: " + e.getMessage());
      }
    }
    return problems;
  }

  /** Its addresses that are in one of the blocks. */
  Set<Cidr> in(List<Cidr> blocks) {
    return addresses.stream()
        .filter(address -> blocks.stream().anyMatch(block -> block.contains(address)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Whether the permission lets it through; what is not known does not. */
  boolean isCoveredBy(Permission permission, Resolution resolution) {
    return permission.coversTcp(port)
        && resolution.blocks(permission.peer()).filter(blocks -> !in(blocks).isEmpty()).isPresent();
  }
}
