package io.replicamedic.isolation;

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

  /** The same cut, once its revokes are intended. */
  public CutState revokingAll() {
    List<String> ids = cut.originals().stream().map(EgressRule::id).toList();
    return new CutState(obligationId, cut, Set.copyOf(ids));
  }
}
