package io.replicamedic.isolation;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whether network ACLs can deny a port of some addresses, and at which numbers. */
public sealed interface Denial {
  /**
   * Egress entries that a network ACL may be given, both families together: AWS's default of 20,
   * which counts AWS's own last deny.
   */
  int QUOTA = 19;

  /** They can: one placement for each ACL and address that it lets through. */
  record Possible(List<Placement> placements) implements Denial {
    /** Immutable. */
    public Possible {
      placements = List.copyOf(placements);
    }
  }

  /** Every ACL denies every address anyway. */
  record Unneeded() implements Denial {}

  /** They cannot, for these reasons, with the numbers. */
  record Impossible(List<String> reasons) implements Denial {
    /** Immutable. */
    public Impossible {
      reasons = List.copyOf(reasons);
    }
  }

  /**
   * Finds the numbers; planning a cut by network ACL asks it.
   *
   * @param acls of every subnet that the database may send from
   * @param addresses of the source, as text
   * @param port of the source
   * @param burnt numbers that must not be used again yet, by ACL
   */
  static Denial plan(
      List<NetworkAcl> acls, Set<String> addresses, int port, Map<String, Set<Integer>> burnt) {
    return DenialPlan.of(acls, addresses, port, burnt);
  }
}
