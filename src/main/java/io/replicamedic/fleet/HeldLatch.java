package io.replicamedic.fleet;

import io.replicamedic.replication.Latch;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A latch of one replica and whether a person has acknowledged it; told by web.
 *
 * @param acknowledged empty while it holds
 */
public record HeldLatch(String replica, Latch latch, Optional<Acknowledgement> acknowledged) {
  /**
   * That somebody knows, and says that it is settled: the replica was rebuilt, the data compared.
   *
   * @param actor the caller's key name
   */
  public record Acknowledgement(Instant at, String actor, String reason) {}

  /** Long enough for the morning after; a planned move of the source would hold for ever. */
  private static final Duration IDENTITY_HOLDS = Duration.ofHours(24);

  /** Whether the same was seen again after it had ceased to hold, so that it holds anew. */
  public boolean isOutdatedBy(Latch seen) {
    return !holds(seen.seenAt())
        && acknowledged.map(it -> seen.seenAt().isAfter(it.at())).orElse(true);
  }

  /** Whether diagnoses heed it then. */
  public boolean holds(Instant then) {
    return acknowledged.isEmpty()
        && (latch.kind() == Latch.Kind.LOST_TAIL
            || latch.seenAt().plus(IDENTITY_HOLDS).isAfter(then));
  }

  /** Whether it is about the same. */
  public boolean isOf(Latch.Kind kind, String sourceUuid) {
    return latch.kind() == kind && latch.sourceUuid().equals(sourceUuid);
  }
}
