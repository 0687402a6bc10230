package io.replicamedic.isolation;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Whether one new group can allow what some groups allow, but for a port of some addresses. */
public sealed interface Replacement {
  /**
   * It can.
   *
   * @param permissions of the new group
   * @param lost what it does not allow besides, one line each; empty when nothing
   */
  record Possible(Set<Permission> permissions, List<String> lost) implements Replacement {
    /** Immutable; the permissions in the order given, so that a plan reads the same. */
    public Possible {
      permissions = Collections.unmodifiableSet(new LinkedHashSet<>(permissions));
      lost = List.copyOf(lost);
    }
  }

  /** It cannot, for these reasons, with the numbers. */
  record Impossible(List<String> reasons) implements Replacement {
    /** Immutable. */
    public Impossible {
      reasons = List.copyOf(reasons);
    }
  }
}
