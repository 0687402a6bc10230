package io.replicamedic.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * That RDS is going to end a source's replication for good, because one of its managed replicas has
 * been stopped: after 30 consecutive days, and for all replicas of that source (domain.md 1).
 *
 * @param stopped DBInstanceIdentifier of the replica that has been stopped for longest
 * @param since when it stopped; empty when nobody knows
 * @param knownFrom who says so, or why nobody does
 * @param replicas all managed replicas of that source, as far as they are known
 */
public record Termination(
    String stopped, Optional<Instant> since, String knownFrom, List<String> replicas) {
  private static final Duration PATIENCE = Duration.ofDays(30);

  /** Immutable. */
  public Termination {
    replicas = List.copyOf(replicas);
  }

  /** When RDS ends it; empty when it is not known since when it has been stopped. */
  public Optional<Instant> at() {
    return since.map(it -> it.plus(PATIENCE));
  }
}
