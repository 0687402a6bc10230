package io.replicamedic.rung.network;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How long undoing rests after AWS has said that we may not: each time twice as long, up to two
 * minutes, for ever. In memory only: another instance, or this one after a restart, asks at once.
 */
final class Rests {
  private static final Duration FIRST = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofMinutes(2);

  private record Rest(Duration length, Instant until, String why) {}

  private final Map<String, Rest> rests = new ConcurrentHashMap<>();

  void rest(String obligationId, String why, Instant now) {
    rests.compute(
        obligationId,
        (id, before) -> {
          Duration length = before == null ? FIRST : doubled(before.length());
          return new Rest(length, now.plus(length), why);
        });
  }

  /** Why nothing is sent for it now; empty when it may be. */
  Optional<String> reason(String obligationId, Instant now) {
    return Optional.ofNullable(rests.get(obligationId))
        .filter(rest -> now.isBefore(rest.until()))
        .map(Rest::why);
  }

  void forget(String obligationId) {
    rests.remove(obligationId);
  }

  private static Duration doubled(Duration length) {
    Duration twice = length.multipliedBy(2);
    return twice.compareTo(LONGEST) < 0 ? twice : LONGEST;
  }
}
