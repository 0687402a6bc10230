package io.replicamedic.isolation;

import java.util.List;

/**
 * The change after which a database cannot open a connection to its source: what is recorded as the
 * undo, complete, before the first write.
 *
 * @param addresses of the source, whose port becomes unreachable, as text
 * @param groups the groups that change, ordered by id
 * @param before every egress rule that these groups had, whole
 */
public record Cut(List<String> addresses, List<GroupCut> groups, List<EgressRule> before) {
  /** Immutable. */
  public Cut {
    addresses = List.copyOf(addresses);
    before = List.copyOf(before);
    groups = List.copyOf(groups);
  }

  /** Ids of the groups that change. */
  public List<String> groupIds() {
    return groups.stream().map(GroupCut::group).toList();
  }

  /** All rules that are revoked. */
  public List<EgressRule> originals() {
    return groups.stream().flatMap(group -> group.revoke().stream()).toList();
  }
}
