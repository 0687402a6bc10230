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
 * @param latest whether another one is stopped since a time that nobody knows, perhaps for longer:
 *     RDS ends it at {@link #at} at the latest
 * @param knownFrom who says so, or why nobody does
 * @param replicas all managed replicas of that source, as far as they are known
 * @param ended when RDS has ended it, as its event says; empty before
 */
public record Termination(
    String stopped,
    Optional<Instant> since,
    boolean latest,
    String knownFrom,
    List<String> replicas,
    Optional<Instant> ended) {
  private static final Duration PATIENCE = Duration.ofDays(30);

  /** Immutable. */
  public Termination {
    replicas = List.copyOf(replicas);
  }

  /** One that has not ended, and whose replicas' stops are known. */
  public Termination(
      String stopped, Optional<Instant> since, String knownFrom, List<String> replicas) {
    this(stopped, since, false, knownFrom, replicas, Optional.empty());
  }

  /** The same beside others of which nobody knows since when they have been stopped. */
  Termination beside(List<String> unknown) {
    return since.isEmpty() || ended.isPresent() || unknown.isEmpty()
        ? this
        : new Termination(
            stopped,
            since,
            true,
            knownFrom + "; nobody knows since when " + String.join(", ", unknown) + " is stopped",
            replicas,
            ended);
  }

  /** The same, of which RDS says that it has ended it. */
  Termination ended(Instant when, String words) {
    return new Termination(
        stopped,
        since,
        false,
        knownFrom + "; an event of RDS: " + words,
        replicas,
        Optional.of(when));
  }

  /** When RDS ends it; empty when it is not known since when it has been stopped. */
  public Optional<Instant> at() {
    return since.map(it -> it.plus(PATIENCE));
  }
}
