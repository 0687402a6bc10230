package io.replicamedic.replication;

import java.time.Duration;
import java.util.List;

/**
 * For how long nothing has come over a channel that reads Yes, asked by the rules. A period of 0
 * means that the source sends no heartbeats: then silence says nothing.
 */
final class Silence {
  private static final int PERIODS = 2;

  private Silence() {}

  /**
   * Whether neither heartbeats nor transactions came for two heartbeat periods. From one reading to
   * the next one period counts at most: a clock that is set makes no silence by itself, and one
   * that is set back ends none.
   *
   * @param earlier readings before, oldest first
   */
  static boolean isOf(ReplicationStatus now, List<ReplicationStatus> earlier) {
    double period = now.heartbeatPeriodSeconds();
    double quiet = 0;
    ReplicationStatus later = now;
    for (ReplicationStatus then : earlier.reversed()) {
      if (then.receiver() != ThreadState.YES || isProgress(then, now)) {
        break;
      }
      double gap = Duration.between(then.readAt(), later.readAt()).toMillis() / 1000.0;
      quiet += Math.clamp(gap, 0, Math.max(period, 0));
      later = then;
    }
    return period > 0 && quiet >= PERIODS * period;
  }

  /**
   * Whether anything came or was applied. Executed transactions count only when they came over this
   * channel: a replica's own writes prove no stream. Coordinates are for anonymous transactions,
   * which leave no trace in GTID sets, and for large ones, which do only when they are complete; a
   * busy source sends no heartbeats. The heartbeat count starts anew with the receiver, so any
   * change counts.
   */
  private static boolean isProgress(ReplicationStatus then, ReplicationStatus now) {
    GtidSet newlyExecuted = now.executed().subtract(then.executed());
    return now.receivedHeartbeats() != then.receivedHeartbeats()
        || !now.retrieved().equals(then.retrieved())
        || !newlyExecuted.intersect(now.retrieved()).isEmpty()
        || now.detail().readLogPos() != then.detail().readLogPos()
        || !now.detail().readLogFile().equals(then.detail().readLogFile())
        || now.execSourceLogPos() != then.execSourceLogPos()
        || !now.relaySourceLogFile().equals(then.relaySourceLogFile());
  }
}
