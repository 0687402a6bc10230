package io.replicamedic.rung.network.acl;

import io.replicamedic.isolation.Placement;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The words for calls on network ACL entries, in plans and journal. */
final class AclCalls {
  private AclCalls() {}

  static String creating(Placement placement) {
    return "CreateNetworkAclEntry " + placement.acl() + " egress " + placement.placeholder();
  }

  static String replacing(Placement placement) {
    return "ReplaceNetworkAclEntry " + placement.acl() + " egress " + placement.deny();
  }

  static String deleting(Placement placement) {
    return "DeleteNetworkAclEntry "
        + placement.acl()
        + " egress "
        + placement.deny().number()
        + " (to "
        + placement.deny().block()
        + ")";
  }

  static String creating(List<Placement> placements) {
    return all(placements, AclCalls::creating);
  }

  static String replacing(List<Placement> placements) {
    return all(placements, AclCalls::replacing);
  }

  private static String all(List<Placement> placements, Function<Placement, String> words) {
    return placements.stream().map(words).collect(Collectors.joining("; "));
  }
}
