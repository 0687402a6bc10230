package io.replicamedic.rung.network;

import io.replicamedic.replication.ReceiverDeadline;
import io.replicamedic.replication.ReplicationStatus;
import java.time.Duration;

/**
 * For how long a cut is worth holding: what the readings say, and never longer than the policy (law
 * 11).
 *
 * @param computed until the receiver gives up at the latest, if nothing answers it
 */
record CutTime(Duration computed, NetworkPolicy policy) {
  private static final Duration MARGIN = Duration.ofSeconds(30);

  // AWS drops what no rule allows: each attempt waits for the whole time-out.
  static CutTime of(ReplicationStatus status, int netTimeoutSeconds, NetworkPolicy policy) {
    return new CutTime(
        ReceiverDeadline.atMost(status, netTimeoutSeconds, ReceiverDeadline.Path.SILENT), policy);
  }

  /** When giving back begins at the latest. */
  Duration within() {
    if (maySuffice() && computed.plus(MARGIN).compareTo(held()) <= 0) {
      return computed.plus(MARGIN);
    }
    return held();
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
    return computed.compareTo(held()) <= 0;
  }

  private Duration held() {
    return policy.longestCut().minus(policy.reserve());
  }
}
