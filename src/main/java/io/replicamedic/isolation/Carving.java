package io.replicamedic.isolation;

import java.util.List;

/** Whether a port of some addresses can be carved out of the egress of some groups. */
public sealed interface Carving {
  /**
   * It can.
   *
   * @param lost what the cut takes away besides, one line each; empty when nothing
   */
  record Possible(Cut cut, List<String> lost) implements Carving {
    /** Immutable. */
    public Possible {
      lost = List.copyOf(lost);
    }
  }

  /** No rule lets it through anyway: there is nothing to cut. */
  record Unneeded() implements Carving {}

  /** It cannot, for these reasons, with the numbers. */
  record Impossible(List<String> reasons) implements Carving {
    /** Immutable. */
    public Impossible {
      reasons = List.copyOf(reasons);
    }
  }
}
