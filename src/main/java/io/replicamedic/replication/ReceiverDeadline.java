package io.replicamedic.replication;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a receiver that cannot connect gives up by itself: the computed half of a cut's deadline
 * (law 11), asked by the rungs that wait for both threads to read No.
 */
public final class ReceiverDeadline {
  /** It never does: Source_Retry_Count is 0, or too large to matter. Compare it, never add it. */
  public static final Duration NEVER = ChronoUnit.FOREVER.getDuration();

  /** The one documented text that is parsed (domain.md 3). */
  private static final Pattern ATTEMPT =
      Pattern.compile("This was attempt ([0-9]{1,18})/([0-9]{1,18}), with a delay of [0-9]+ ");

  /** The same as 5.7 and early 8.0 word it, which do not say how many there will be. */
  private static final Pattern OLD_ATTEMPT =
      Pattern.compile(" - retry-time: [0-9]+ +retries: ([0-9]{1,18})");

  private static final long COUNTLESS = 1_000_000_000L;

  private ReceiverDeadline() {}

  /** What a connection attempt meets. */
  public enum Path {
    /** Nothing answers: each attempt waits for replica_net_timeout, then the delay. */
    SILENT,
    /** An RST or an error answers at once: an attempt costs the delay only. */
    REFUSED
  }

  /**
   * Upper bound of the time until the receiver reads No, counted from the reading; zero when it
   * does already. A receiver that reads Yes must first notice its loss.
   *
   * <p>A host name with several addresses can cost one time-out for each: that is not known here.
   *
   * @param netTimeoutSeconds replica_net_timeout of the replica
   * @return {@link #NEVER} when nothing bounds it
   */
  public static Duration atMost(ReplicationStatus status, int netTimeoutSeconds, Path path) {
    if (status.receiver() == ThreadState.NO) {
      return Duration.ZERO;
    }
    if (status.retryCount() <= 0 || status.retryCount() > COUNTLESS) {
      return NEVER;
    }
    Duration timeout = Duration.ofSeconds(netTimeoutSeconds);
    Duration attempt =
        (path == Path.SILENT ? timeout : Duration.ZERO).plusSeconds(status.connectRetrySeconds());
    Duration noticing = status.receiver() == ThreadState.YES ? timeout : Duration.ZERO;
    long left = status.retryCount() - attemptsMade(status);
    return noticing.plus(attempt.multipliedBy(left));
  }

  /**
   * Attempts that have failed in the present series, from Last_IO_Error; 0 when it says nothing (as
   * during the first hung attempt), when the receiver is not connecting, or when the text is about
   * another Source_Retry_Count. Never all of them: a receiver that still connects has one left.
   */
  public static long attemptsMade(ReplicationStatus status) {
    if (status.receiver() != ThreadState.CONNECTING) {
      return 0;
    }
    return Math.clamp(attemptsSaid(status), 0, Math.max(0, status.retryCount() - 1));
  }

  /** Attempts before it gives up; empty when it is stopped, or never does. */
  public static Optional<Long> attemptsLeft(ReplicationStatus status) {
    return status.receiver() == ThreadState.NO || status.retryCount() <= 0
        ? Optional.empty()
        : Optional.of(status.retryCount() - attemptsMade(status));
  }

  private static long attemptsSaid(ReplicationStatus status) {
    Matcher old = OLD_ATTEMPT.matcher(status.lastIoError());
    if (old.find()) {
      return Long.parseLong(old.group(1));
    }
    Matcher said = ATTEMPT.matcher(status.lastIoError());
    return said.find() && Long.parseLong(said.group(2)) == status.retryCount()
        ? Long.parseLong(said.group(1))
        : 0;
  }
}
