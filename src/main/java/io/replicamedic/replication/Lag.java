package io.replicamedic.replication;

import java.time.Duration;
import java.util.Optional;

/**
 * How far a channel is behind, and what that number means.
 *
 * @param behind empty when nothing says so
 */
public record Lag(Optional<Duration> behind, Meaning meaning) {
  /** Two servers' clocks are never nearer; a transaction from farther in the future has no age. */
  private static final Duration CLOCKS_APART = Duration.ofSeconds(1);

  /** What the number is made of; a stable word. */
  public enum Meaning {
    /** Nothing that was received waits, and the receiver is connected. */
    ALL_APPLIED,
    /** Age of the transaction that is being applied, by its commit on the source. */
    AGE_OF_APPLYING,
    /** What was received last was committed so much later than what was applied last. */
    RECEIVED_BEFORE_APPLIED,
    /** Seconds_Behind_Source: by the event in work, and two servers' clocks. */
    SECONDS_BEHIND_SOURCE,
    /** The receiver is not connected: how much the source has written since, nobody here knows. */
    UNKNOWN_NOT_CONNECTED,
    /** The server does not say. */
    UNKNOWN
  }

  /** The best that one reading gives. Commit times go before Seconds_Behind_Source. */
  public static Lag of(ReplicationStatus status) {
    if (status.receiver() != ThreadState.YES) {
      return new Lag(Optional.empty(), Meaning.UNKNOWN_NOT_CONNECTED);
    }
    CommitTimes commits = status.detail().commits();
    Optional<Duration> age = age(commits, status);
    if (age.isPresent()) {
      return new Lag(age, Meaning.AGE_OF_APPLYING);
    }
    if (status.autoPosition() && status.retrieved().subtract(status.executed()).isEmpty()) {
      return new Lag(Optional.of(Duration.ZERO), Meaning.ALL_APPLIED);
    }
    Long seconds = status.secondsBehind();
    if (seconds != null) {
      return new Lag(Optional.of(Duration.ofSeconds(seconds)), Meaning.SECONDS_BEHIND_SOURCE);
    }
    return commits
        .queuedAfterApplied()
        .map(gap -> new Lag(Optional.of(gap), Meaning.RECEIVED_BEFORE_APPLIED))
        .orElse(new Lag(Optional.empty(), Meaning.UNKNOWN));
  }

  /** Whether it is more than that; what is not known is. */
  public boolean exceeds(Duration limit) {
    return behind.map(it -> it.compareTo(limit) > 0).orElse(true);
  }

  /**
   * How old the transaction is that is being applied, by our clock or, where that is behind the
   * source's, by what was received since; empty when it says nothing.
   */
  private static Optional<Duration> age(CommitTimes commits, ReplicationStatus status) {
    return commits
        .applying()
        .map(commit -> Duration.between(commit, status.readAt()))
        .map(byUs -> longer(byUs, commits.queuedAfterApplying()))
        .filter(age -> age.compareTo(CLOCKS_APART.negated()) >= 0)
        .map(age -> age.isNegative() ? Duration.ZERO : age);
  }

  private static Duration longer(Duration one, Optional<Duration> other) {
    return other.filter(it -> it.compareTo(one) > 0).orElse(one);
  }
}
