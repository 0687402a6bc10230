package io.replicamedic.rung.network.acl;

import io.replicamedic.isolation.Placement;
import java.util.List;
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

  /**
   * The calls as a plan says them: at which numbers is decided when they are made, since those of
   * other cuts rest for a while.
   */
  static String planned(String action, String effect, List<Placement> placements) {
    return placements.stream()
        .map(
            each ->
                action
                    + " "
                    + each.acl()
                    + " egress "
                    + effect
                    + " TCP "
                    + each.deny().fromPort()
                    + " to "
                    + each.deny().block()
                    + ", below the entry that lets it through")
        .collect(Collectors.joining("; "));
  }
}
