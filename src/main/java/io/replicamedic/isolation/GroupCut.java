package io.replicamedic.isolation;

import java.util.List;

/**
 * What a cut changes in one security group.
 *
 * @param revoke the rules that cover the source, whole, as they were
 * @param add the narrower permissions in their place; each absent from the group before
 * @param before IPv4 egress rules that the group has now
 * @param peak rules it has for a moment, old and new together: what counts against the quota
 */
public record GroupCut(
    String group, List<EgressRule> revoke, List<Permission> add, int before, int peak) {
  /** Immutable. */
  public GroupCut {
    revoke = List.copyOf(revoke);
    add = List.copyOf(add);
  }
}
