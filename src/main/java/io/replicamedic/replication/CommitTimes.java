package io.replicamedic.replication;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When transactions that came over a channel were committed on the server where they began, by that
 * server's clock (performance_schema, since 8.0; original_commit_timestamp). Empty where the server
 * does not say, or there was none.
 *
 * @param queued of the last one that was received whole
 * @param applied of the last one that was applied
 * @param applying of the oldest one that is being applied, or waits for the delay asked for
 */
public record CommitTimes(
    Optional<Instant> queued, Optional<Instant> applied, Optional<Instant> applying) {
  /** The server says nothing of it. */
  public static final CommitTimes UNKNOWN =
      new CommitTimes(Optional.empty(), Optional.empty(), Optional.empty());

  /** How much later the last received one was committed than that in work; by one clock only. */
  Optional<Duration> queuedAfterApplying() {
    return applying.flatMap(this::queuedAfter);
  }

  /** How much later the last received one was committed than the last applied; never negative. */
  Optional<Duration> queuedAfterApplied() {
    return applied.flatMap(this::queuedAfter);
  }

  private Optional<Duration> queuedAfter(Instant commit) {
    return queued.map(last -> Duration.between(commit, last)).filter(it -> !it.isNegative());
  }
}
