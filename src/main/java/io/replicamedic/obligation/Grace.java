package io.replicamedic.obligation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How long after its deadline an obligation may still be open before others see to it and people
 * are told: a living workflow's own discharge goes first. Used by the sweeper and the watch.
 *
 * @param usual for every kind
 * @param more besides, by kind: what AWS needs to put an undo in force
 */
public record Grace(Duration usual, Map<String, Duration> more) {
  /** Immutable. */
  public Grace {
    more = Map.copyOf(more);
  }

  /** The same for every kind. */
  public Grace(Duration usual) {
    this(usual, Map.of());
  }

  /** What these dischargers need besides. */
  public static Grace of(Duration usual, List<Discharger> dischargers) {
    return new Grace(
        usual, dischargers.stream().collect(Collectors.toMap(Discharger::kind, Discharger::lag)));
  }

  /** Whether it is over. */
  public boolean isOver(Obligation owed, Instant now) {
    Duration besides = more.getOrDefault(owed.kind(), Duration.ZERO);
    return owed.deadline().plus(usual).plus(besides).isBefore(now);
  }
}
