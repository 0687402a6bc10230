package io.replicamedic.isolation;

import java.util.List;

/** Whether addresses can be carved out of the egress of some groups. */
public sealed interface Carving {
  /** They can. */
  record Possible(Cut cut) implements Carving {}

  /** No rule lets them through anyway: there is nothing to cut. */
  record Unneeded() implements Carving {}

  /** They cannot, for these reasons, with the numbers. */
  record Impossible(List<String> reasons) implements Carving {}
}
