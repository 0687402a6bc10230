package io.replicamedic.isolation;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The egress of a network ACL.
 *
 * @param id {@code acl-…}
 * @param subnets that it holds for, each whole
 * @param egress in any order, with AWS's own last deny or without
 */
public record NetworkAcl(String id, Set<String> subnets, List<AclEntry> egress) {
  /** Immutable. */
  public NetworkAcl {
    subnets = InOrder.copyOf(subnets);
    egress = List.copyOf(egress);
  }

  /**
   * Whether TCP to there may leave its subnets. It does not filter inside one subnet.
   *
   * @throws IllegalArgumentException when the address is none
   */
  public boolean allows(String address, int port) {
    return deciding(Cidr.ofAddress(address), port).filter(AclEntry::allow).isPresent();
  }

  /** The first entry that matches; empty means AWS's own last deny. */
  Optional<AclEntry> deciding(Cidr address, int port) {
    return egress.stream()
        .filter(entry -> entry.matchesTcp(address, port))
        .min(Comparator.comparingInt(AclEntry::number));
  }

  /** What its entries of that family count against the quota, AWS's own last deny included. */
  public int weight(Family family) {
    return 1
        + (int)
            egress.stream()
                .filter(entry -> entry.number() <= AclEntry.LAST)
                .filter(entry -> entry.block().family() == family)
                .count();
  }

  /** Numbers that entries have; AWS's own last denies are not counted. */
  Set<Integer> numbers() {
    return egress.stream()
        .map(AclEntry::number)
        .filter(number -> number <= AclEntry.LAST)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
