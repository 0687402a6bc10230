package io.replicamedic.isolation;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Whether one temporary group can take the place of those that let the source through. */
public sealed interface Swap {
  /** Security groups per interface, AWS's default. */
  int QUOTA = 5;

  /**
   * It can.
   *
   * @param state owed by nobody yet
   * @param lost what the temporary group does not allow besides, one line each
   */
  record Possible(SwapState state, List<String> lost) implements Swap {
    /** Immutable. */
    public Possible {
      lost = List.copyOf(lost);
    }
  }

  /** No group lets the source through anyway. */
  record Unneeded() implements Swap {}

  /** It cannot, for these reasons, with the numbers. */
  record Impossible(List<String> reasons) implements Swap {
    /** Immutable. */
    public Impossible {
      reasons = List.copyOf(reasons);
    }
  }

  /**
   * Groups that let the source through; what else {@link #plan} needs is read of these.
   *
   * @param egress all egress rules of all groups on the database's interfaces
   * @param addresses of the source, as text; those that are none lead nowhere
   */
  static Set<String> covering(
      List<EgressRule> egress, Resolution resolution, Set<String> addresses, int port) {
    if (!Source.problems(addresses).isEmpty()) {
      return Set.of();
    }
    Source source = Source.of(addresses, port);
    return egress.stream()
        .filter(rule -> source.isCoveredBy(rule.permission(), resolution))
        .map(EgressRule::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * Plans it; its means asks.
   *
   * @param resolution what the names in all these permissions stand for
   * @param addresses of the source, as text
   * @param port of the source
   */
  static Swap plan(Worn worn, Resolution resolution, Set<String> addresses, int port) {
    return SwapPlan.of(worn, resolution, addresses, port);
  }
}
