package io.replicamedic.replication;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One reading and what is known around it, with the questions that the Diagnostician's rules ask of
 * them.
 *
 * @param around the same, and what is known besides
 * @param compared with its source; empty when that was not read
 */
record ChannelReading(
    ReplicationStatus now,
    Observation around,
    Tolerances tolerances,
    Optional<SourceComparison> compared) {
  /** Nothing that belongs to one reading is read so long after it. */
  private static final Duration CLOCK_STEP = Duration.ofMinutes(1);

  ChannelReading(ReplicationStatus now, Observation around, Tolerances tolerances) {
    this(now, around, tolerances, SourceComparison.of(around));
  }

  /**
   * Whether the source lost its binlog tail. It is latched over readings from the same source,
   * because once the source has written past the gap a restart reads Yes/Yes, lag 0 and equal GTID
   * sets over different data (domain.md 3, measured).
   */
  boolean sourceLostTail() {
    return latched(Latch.Kind.LOST_TAIL)
        || allInOrder()
            .anyMatch(then -> then.sourceLostTail() && then.sourceUuid().equals(now.sourceUuid()));
  }

  private boolean latched(Latch.Kind kind) {
    return latches().anyMatch(latch -> latch.kind() == kind);
  }

  /** What holds of its source. */
  Stream<Latch> latches() {
    return around.latches().stream().filter(latch -> latch.concerns(now));
  }

  boolean receiverFatal() {
    return sourceLostTail()
        || (receiverFailed() && ErrorNumbers.retried(now.lastIoErrno()) == Cause.OTHER);
  }

  /** Stopped on an error that is retried: the attempts are used up, or somebody stopped it. */
  boolean receiverGaveUp() {
    return receiverFailed() && !receiverFatal();
  }

  private boolean receiverFailed() {
    return receiverStopped() && receiverError() && !ErrorNumbers.isRelayLog(now.lastIoErrno());
  }

  boolean relayLogDamaged() {
    return ErrorNumbers.isRelayLog(now.lastIoErrno())
        || ErrorNumbers.isRelayLog(now.lastSqlErrno())
        || now.workerErrors().stream().anyMatch(each -> ErrorNumbers.isRelayLog(each.errno()));
  }

  /** An error or not, the receiver wants to be connected and is not. */
  boolean receiverConnecting() {
    return connecting() || (!receiverStopped() && receiverError());
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

  boolean applierError(DiagnosisCode code) {
    return now.conflict()
        .filter(error -> !ErrorNumbers.isRelayLog(error.errno()))
        .map(error -> ErrorNumbers.applier(error.errno()) == code)
        .orElse(code == DiagnosisCode.APPLIER_OTHER && onlyFollowers());
  }

  /** Workers that stopped for another one, which does not say why. */
  private boolean onlyFollowers() {
    return now.conflict().isEmpty() && !now.workerErrors().isEmpty();
  }

  boolean stoppedByOperator() {
    return now.stopped() && !now.hasError();
  }

  /** A thread that is stopped without an error, beside one that is not stopped. */
  boolean halfStopped() {
    boolean receiverAlone =
        receiverStopped() && !receiverError() && now.applier() != ThreadState.NO;
    boolean applierAlone = !applierRuns() && now.conflict().isEmpty() && !receiverStopped();
    return receiverAlone || applierAlone;
  }

  /**
   * No single reading is a ghost (domain.md 3): this is what one looks like, and a stop would show.
   * A stop that was ignored is one whatever stopped the applier.
   */
  boolean ghost() {
    return connecting() && !applierRuns() && (now.conflict().isPresent() || stopIgnored());
  }

  /** A stop was asked for, nobody started it since on record, and a thread runs still. */
  boolean stopIgnored() {
    return !now.stopped()
        && lastStop()
            .filter(stop -> !isWithin(stop.at(), tolerances.effect()))
            .filter(stop -> earlier().noneMatch(then -> then.stopped() && isAfter(then, stop)))
            .isPresent();
  }

  /** If it was stopped since, somebody has started it again. */
  private static boolean isAfter(ReplicationStatus then, Act stop) {
    return then.readAt().isAfter(stop.at());
  }

  /**
   * The last thing done to it, if that was a stop: a reset or a configuration after it starts
   * nothing, and is refused while a thread runs.
   */
  Optional<Act> lastStop() {
    return around.acts().reversed().stream()
        .filter(act -> act.kind() != Act.Kind.RESET && act.kind() != Act.Kind.CONFIGURE)
        .findFirst()
        .filter(act -> act.kind() == Act.Kind.STOP);
  }

  /** Its applier stopped on an error, was started, and stopped on one again, so many times. */
  boolean restartLoop() {
    return stopsOnError() >= tolerances.restarts();
  }

  /**
   * Stops on an error among the readings. Each is counted by the time of its error where the server
   * says so, for it may run for less than the time between two readings.
   */
  long stopsOnError() {
    long byTime =
        allInOrder()
            .filter(ChannelReading::stoppedOnError)
            .flatMap(then -> then.detail().applierErrorAt().stream())
            .distinct()
            .count();
    long byState = 0;
    ThreadState before = ThreadState.NO;
    for (ReplicationStatus then : allInOrder().toList()) {
      byState += stoppedOnError(then) && before == ThreadState.YES ? 1 : 0;
      before = then.applier();
    }
    return Math.max(byTime, byState);
  }

  private static boolean stoppedOnError(ReplicationStatus then) {
    return then.applier() == ThreadState.NO && then.conflict().isPresent();
  }

  boolean sourceIdentityChanged() {
    if (now.sourceUuid().isEmpty() || configuredSince()) {
      return false;
    }
    boolean another =
        earlier()
            .anyMatch(
                then ->
                    !then.sourceUuid().isEmpty()
                        && then.source().equals(now.source())
                        && !then.sourceUuid().equals(now.sourceUuid()));
    boolean atTheSource =
        around.source().filter(it -> !it.serverUuid().equals(now.sourceUuid())).isPresent();
    return another || atTheSource || latched(Latch.Kind.IDENTITY_CHANGED);
  }

  /** Whether the replica needs what its source has no longer. */
  boolean sourcePurgedNeeded() {
    return now.autoPosition() && !purgedAndMissing().isEmpty();
  }

  GtidSet purgedAndMissing() {
    return compared.map(SourceComparison::purgedAndMissing).orElse(GtidSet.empty());
  }

  /** Transactions here that the source did not have when it was read after the replica. */
  GtidSet errant() {
    return compared.map(SourceComparison::errant).orElse(GtidSet.empty());
  }

  GtidSet ownErrant() {
    return compared.map(SourceComparison::own).orElse(GtidSet.empty());
  }

  boolean errantTransactions() {
    return !errant().isEmpty() && !localWrites();
  }

  /**
   * Only this server itself wrote what the source lacks, and no application can write here: RDS
   * does, under the server's own uuid (mysql.rds_heartbeat2 and the like).
   */
  boolean localWrites() {
    return !errant().isEmpty()
        && errant().equals(ownErrant())
        && around.self().filter(ThisServer::readOnly).isPresent();
  }

  /** The failover that a conflict of now may come from, the latest. */
  Optional<Failover> failoverBefore() {
    Instant from = now.readAt().minus(tolerances.afterFailover());
    // One that is told has happened, whatever our clock says.
    return around.failovers().stream()
        .filter(it -> it.at().isAfter(from))
        .reduce((_, later) -> later);
  }

  boolean durabilityLossSuspected() {
    return (applierError(DiagnosisCode.APPLIER_DUPLICATE_KEY)
            || applierError(DiagnosisCode.APPLIER_ROW_MISSING))
        && failoverBefore().isPresent();
  }

  /** Both threads read Yes and nothing comes. */
  boolean silent() {
    return fine() && Silence.isOf(now, around.earlier());
  }

  boolean fine() {
    return now.running() && !now.hasError();
  }

  /** Behind by more than the delay asked for, or by an unknown time. */
  boolean behind() {
    return Lag.of(now).exceeds(bearable()) || !missingFromSource().isEmpty();
  }

  /**
   * What the source had executed longer ago than may be and is not here: a receiver that is slow
   * lets nothing wait, and so reads no lag.
   */
  GtidSet missingFromSource() {
    return around
        .source()
        .filter(it -> now.autoPosition() && !isWithin(it.readAt(), bearable().plusNanos(1)))
        .map(it -> it.executed().subtract(now.executed()))
        .orElse(GtidSet.empty());
  }

  /**
   * Whether that was less than so long before the reading. What is known was before it: a time far
   * after it is one before our clock was set back, and was long ago, for all that is known.
   */
  private boolean isWithin(Instant then, Duration limit) {
    Duration ago = Duration.between(then, now.readAt());
    return ago.compareTo(limit) < 0 && ago.plus(CLOCK_STEP).isPositive();
  }

  private Duration bearable() {
    return Duration.ofSeconds(now.delaySeconds()).plus(tolerances.lag());
  }

  /** Transactions received and not executed. */
  GtidSet backlog() {
    return now.retrieved().subtract(now.executed());
  }

  double secondsSince(ReplicationStatus then) {
    return Duration.between(then.readAt(), now.readAt()).toMillis() / 1000.0;
  }

  /** The reading right before; none or one. */
  Stream<ReplicationStatus> before() {
    return around.earlier().isEmpty() ? Stream.empty() : Stream.of(around.earlier().getLast());
  }

  private Stream<ReplicationStatus> earlier() {
    return around.earlier().stream();
  }

  /** The earlier readings, and this one last. */
  private Stream<ReplicationStatus> allInOrder() {
    return Stream.concat(earlier(), Stream.of(now));
  }

  private boolean configuredSince() {
    Instant oldest = earlier().findFirst().map(ReplicationStatus::readAt).orElse(Instant.MAX);
    return around.acts().stream()
        .anyMatch(act -> act.kind() == Act.Kind.CONFIGURE && act.at().isAfter(oldest));
  }
}
