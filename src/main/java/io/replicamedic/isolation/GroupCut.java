package io.replicamedic.isolation;

import java.util.List;

/**
 * What a cut changes in one security group.
 *
 * @param revoke the rules that cover the source, whole, as they were
 * @param add the narrower permissions in their place; each absent from the group before
 * @param before egress rules that the group has now, as the quota counts them, of the family that
 *     comes nearest to it
 * @param peak what it has of that family for a moment, old and new together
 */
public record GroupCut(
    String group, List<EgressRule> revoke, List<Permission> add, int before, int peak) {
  /** Immutable. */
  public GroupCut {
    revoke = List.copyOf(revoke);
    add = List.copyOf(add);
  }
}
