package io.replicamedic.replication;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How far a channel is behind, and what that number means.
 *
 * @param behind empty when nothing says so
 */
public record Lag(Optional<Duration> behind, Meaning meaning) {
  /** What the number is made of; a stable word. */
  public enum Meaning {
    /** Nothing that was received waits, and the receiver is connected. */
    ALL_APPLIED,
    /** Age of the transaction that is being applied, by its commit on the source. */
    AGE_OF_APPLYING,
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
    if (commits.applying().isPresent()) {
      return age(commits.applying().get(), status, Meaning.AGE_OF_APPLYING);
    }
    if (status.autoPosition() && status.retrieved().subtract(status.executed()).isEmpty()) {
      return new Lag(Optional.of(Duration.ZERO), Meaning.ALL_APPLIED);
    }
    Long seconds = status.secondsBehind();
    return seconds == null
        ? new Lag(Optional.empty(), Meaning.UNKNOWN)
        : new Lag(Optional.of(Duration.ofSeconds(seconds)), Meaning.SECONDS_BEHIND_SOURCE);
  }

  /** Whether it is more than that; what is not known is. */
  public boolean exceeds(Duration limit) {
    return behind.map(it -> it.compareTo(limit) > 0).orElse(true);
  }

  // The source's clock may be ahead of ours.
  private static Lag age(Instant commit, ReplicationStatus status, Meaning meaning) {
    Duration age = Duration.between(commit, status.readAt());
    return new Lag(Optional.of(age.isNegative() ? Duration.ZERO : age), meaning);
  }
}
