package io.replicamedic.isolation;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A cut as recorded: enough to go on with it or to undo it on any instance, after any crash.
 *
 * @param obligationId names its rules ({@link Mark})
 * @param revoking ids of the original rules for which an intent to revoke was ever committed; empty
 *     while only narrower rules were added
 */
public record CutState(String obligationId, Cut cut, Set<String> revoking) {
  /** Immutable. */
  public CutState {
    revoking = Set.copyOf(revoking);
  }

  /** Ids of the groups that change. */
  public Set<String> groups() {
    return Set.copyOf(cut.groupIds());
  }

  /** The same cut, once it is intended to revoke these as well. */
  public CutState revoking(List<Step.RevokeOriginals> revokes) {
    Set<String> ids = new HashSet<>(revoking);
    revokes.forEach(revoke -> ids.addAll(revoke.ruleIds()));
    return new CutState(obligationId, cut, ids);
  }

  /** The same cut without what it changes in other groups: those do not exist any more. */
  public CutState within(Set<String> groups) {
    return new CutState(
        obligationId,
        new Cut(
            cut.addresses(),
            cut.groups().stream().filter(group -> groups.contains(group.group())).toList(),
            cut.before().stream().filter(rule -> groups.contains(rule.group())).toList()),
        revoking);
  }
}
