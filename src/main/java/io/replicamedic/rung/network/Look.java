package io.replicamedic.rung.network;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What was read of a cut, and the calls that it still needs.
 *
 * @param told what was read, for the journal
 * @param obstacles why none of the calls may be sent: what must stay reachable would not
 * @param needed the calls, in order; none while something is awaited
 * @param awaiting a change of AWS's that is under way; empty for none
 * @param recorded the cut as it must be on record before any of the calls is sent
 */
public record Look(
    List<String> told,
    List<String> obstacles,
    List<Call> needed,
    String awaiting,
    Ongoing recorded) {
  /** Immutable. */
  public Look {
    told = List.copyOf(told);
    obstacles = List.copyOf(obstacles);
    needed = List.copyOf(needed);
  }

  /** Nothing is awaited, nothing is in the way. */
  public Look(List<String> told, List<Call> needed, Ongoing recorded) {
    this(told, List.of(), needed, "", recorded);
  }

  /** Whether nothing is needed any more. */
  boolean done() {
    return obstacles.isEmpty() && needed.isEmpty() && awaiting.isEmpty();
  }

  /** Whether all was sent and accepted, and AWS is putting it in force. */
  boolean isUnderWay() {
    return obstacles.isEmpty() && needed.isEmpty() && !awaiting.isEmpty();
  }

  /** What is left to do, in words. */
  String open() {
    if (!obstacles.isEmpty()) {
      return String.join("; ", obstacles);
    }
    return needed.isEmpty()
        ? awaiting
        : needed.stream().map(Call::words).collect(Collectors.joining("; "));
  }

  Map<String, Object> detail() {
    return Map.of("read", told, "calls", needed.stream().map(Call::words).toList());
  }
}
