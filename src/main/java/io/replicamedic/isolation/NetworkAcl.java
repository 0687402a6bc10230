package io.replicamedic.isolation;

import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * A network ACL as far as egress goes: stateless, whole subnets.
 *
 * @param id {@code acl-…}
 * @param subnets every subnet that has it: whom a change reaches
 * @param egress its entries in the order of their numbers, the implicit last one too
 */
public record NetworkAcl(String id, Set<String> subnets, List<AclEntry> egress) {
  /** Immutable. */
  public NetworkAcl {
    subnets = Set.copyOf(subnets);
    egress = egress.stream().sorted(Comparator.comparingInt(AclEntry::number)).toList();
  }
}
