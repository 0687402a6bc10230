package io.replicamedic.replication;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * One reading, and the one before if there is any, with the questions that the Diagnostician's
 * rules ask of them.
 *
 * @param earlier none or one
 */
record ChannelReading(ReplicationStatus now, List<ReplicationStatus> earlier) {
  /** 13114 is the server's wrapper around the 1236 that the source answered (domain.md 3). */
  private static final Set<Integer> SOURCE_REFUSES = Set.of(1236, 13114);

  /** Relay log read and relay log info failures; 1594 and 1872 are what 5.7 calls them. */
  private static final Set<Integer> RELAY_LOG = Set.of(13121, 13124, 1594, 1872);

  private static final List<String> LOST_TAIL_WORDS =
      List.of(
          "Replica has more GTIDs than the source has", "Slave has more GTIDs than the master has");

  /** Seconds_Behind_Source rounds two servers' clocks: one second is no lag. */
  private static final long ROUNDING_SECONDS = 1;

  /**
   * Whether the source lost its binlog tail. It comes under the same number as a purged binlog, so
   * here the text must be read: the only place. It is latched over readings from the same source,
   * because once the source has written past the gap a restart reads Yes/Yes, lag 0 and equal GTID
   * sets over different data (domain.md 3, measured).
   */
  boolean sourceLostTail() {
    return saysLostTail(now)
        || earlier.stream()
            .anyMatch(then -> saysLostTail(then) && then.sourceUuid().equals(now.sourceUuid()));
  }

  boolean sourcePurged() {
    return SOURCE_REFUSES.contains(now.lastIoErrno());
  }

  boolean relayLogDamaged() {
    return RELAY_LOG.contains(now.lastIoErrno())
        || RELAY_LOG.contains(now.lastSqlErrno())
        || now.workerErrors().stream().anyMatch(each -> RELAY_LOG.contains(each.errno()));
  }

  boolean connecting() {
    return now.receiver() == ThreadState.CONNECTING;
  }

  boolean receiverStopped() {
    return now.receiver() == ThreadState.NO;
  }

  boolean receiverError() {
    return now.lastIoErrno() != 0;
  }

  boolean applierRuns() {
    return now.applier() == ThreadState.YES;
  }

  boolean applierError() {
    return now.conflict().isPresent();
  }

  /**
   * Neither heartbeats nor transactions for two heartbeat periods, the receiver reading Yes at both
   * ends. A period of 0 means that the source sends none: then silence says nothing.
   */
  boolean silent() {
    return earlier.stream()
        .anyMatch(
            then ->
                then.receiver() == ThreadState.YES
                    && now.heartbeatPeriodSeconds() > 0
                    && secondsSince(then) >= 2 * now.heartbeatPeriodSeconds()
                    && !progressSince(then));
  }

  /** Behind by more than the delay asked for, or by an unknown time. */
  boolean behind() {
    Long seconds = now.secondsBehind();
    return seconds == null || seconds > now.delaySeconds() + ROUNDING_SECONDS;
  }

  /** Transactions received and not executed. */
  GtidSet backlog() {
    return now.retrieved().subtract(now.executed());
  }

  double secondsSince(ReplicationStatus then) {
    return Duration.between(then.readAt(), now.readAt()).toMillis() / 1000.0;
  }

  /**
   * Whether anything came or was applied. Executed transactions count only when they came over this
   * channel: a replica's own writes prove no stream. Coordinates are for anonymous transactions,
   * which leave no trace in GTID sets, and a busy source sends no heartbeats. The heartbeat count
   * starts anew with the receiver, so any change counts.
   */
  private boolean progressSince(ReplicationStatus then) {
    GtidSet newlyExecuted = now.executed().subtract(then.executed());
    return now.receivedHeartbeats() != then.receivedHeartbeats()
        || !now.retrieved().equals(then.retrieved())
        || !newlyExecuted.intersect(now.retrieved()).isEmpty()
        || now.execSourceLogPos() != then.execSourceLogPos()
        || !now.relaySourceLogFile().equals(then.relaySourceLogFile());
  }

  private static boolean saysLostTail(ReplicationStatus status) {
    return SOURCE_REFUSES.contains(status.lastIoErrno())
        && LOST_TAIL_WORDS.stream().anyMatch(status.lastIoError()::contains);
  }
}
