package io.replicamedic.rung.network;

import io.replicamedic.replication.ReceiverDeadline;
import io.replicamedic.replication.ReplicationStatus;
import java.time.Duration;

/**
 * For how long a cut is worth holding: what the readings say, and never longer than the policy (law
 * 11).
 *
 * @param computed until the receiver gives up at the latest, if nothing answers it
 * @param lag what AWS may take to put the cut in force, and again to give it back
 */
record CutTime(Duration computed, Duration lag, NetworkPolicy policy) {
  private static final Duration MARGIN = Duration.ofSeconds(30);

  // AWS drops what no rule allows: each attempt waits for the whole time-out.
  static CutTime of(ReplicationStatus status, int netTimeoutSeconds, NetworkPolicy policy) {
    return new CutTime(
        ReceiverDeadline.atMost(status, netTimeoutSeconds, ReceiverDeadline.Path.SILENT),
        Duration.ZERO,
        policy);
  }

  /** By a means that AWS takes so long to put in force, and again to give back. */
  CutTime by(Means means) {
    return new CutTime(computed, means.lag(), policy);
  }

  /** Whether any of the longest cut is left, once both ways and the reserve are taken off. */
  boolean isEnough() {
    return held().compareTo(lag) > 0;
  }

  /** When giving back begins at the latest. */
  Duration within() {
    Duration wanted = maySuffice() ? lag.plus(computed).plus(MARGIN) : held();
    return wanted.compareTo(held()) <= 0 ? wanted : held();
  }

  /** What is to be expected, for people; a warning if it may not suffice. */
  String expectation() {
    if (maySuffice()) {
      return "under the cut the receiver gives up within " + computed.toSeconds() + " s";
    }
    return "the cut may not suffice: the receiver may go on trying for "
        + (computed.equals(ReceiverDeadline.NEVER)
            ? "ever"
            : "another " + computed.toMinutes() + " min")
        + ", and egress is given back after "
        + policy.longestCut().toSeconds()
        + " s at the latest";
  }

  private boolean maySuffice() {
    return computed.compareTo(held().minus(lag)) <= 0;
  }

  private Duration held() {
    return policy.longestCut().minus(policy.reserve()).minus(lag);
  }
}
