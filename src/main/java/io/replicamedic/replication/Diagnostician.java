package io.replicamedic.replication;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Turns what was seen of a channel into one diagnosis; asked by the poller, by status requests and
 * by the diagnose phase. Total: whatever was seen gets one. docs/diagnosis.md says how each code is
 * recognised.
 */
public final class Diagnostician {
  /** In the order of precedence, which is that of the codes; the last one holds if none does. */
  private static final List<Rule> RULES =
      List.of(
          new Rule(
              DiagnosisCode.DURABILITY_LOSS_SUSPECTED, ChannelReading::durabilityLossSuspected),
          new Rule(DiagnosisCode.SOURCE_IDENTITY_CHANGED, ChannelReading::sourceIdentityChanged),
          new Rule(DiagnosisCode.RECEIVER_FATAL, ChannelReading::receiverFatal),
          new Rule(DiagnosisCode.RELAY_LOG_DAMAGED, ChannelReading::relayLogDamaged),
          new Rule(DiagnosisCode.GHOST, ChannelReading::ghost),
          new Rule(DiagnosisCode.STOP_IGNORED, ChannelReading::stopIgnored),
          new Rule(DiagnosisCode.RESTART_LOOP, ChannelReading::restartLoop),
          applier(DiagnosisCode.APPLIER_DUPLICATE_KEY),
          applier(DiagnosisCode.APPLIER_ROW_MISSING),
          applier(DiagnosisCode.APPLIER_SCHEMA),
          applier(DiagnosisCode.APPLIER_OTHER),
          new Rule(DiagnosisCode.SOURCE_PURGED_NEEDED, ChannelReading::sourcePurgedNeeded),
          new Rule(DiagnosisCode.RECEIVER_GAVE_UP, ChannelReading::receiverGaveUp),
          new Rule(DiagnosisCode.HALF_STOPPED, ChannelReading::halfStopped),
          new Rule(DiagnosisCode.STOPPED_BY_OPERATOR, ChannelReading::stoppedByOperator),
          new Rule(DiagnosisCode.RECEIVER_CONNECTING, ChannelReading::receiverConnecting),
          new Rule(DiagnosisCode.STREAM_SILENT, ChannelReading::silent),
          new Rule(DiagnosisCode.ERRANT_TRANSACTIONS, ChannelReading::errantTransactions),
          new Rule(DiagnosisCode.LAGGING, now -> now.fine() && now.behind()),
          new Rule(
              DiagnosisCode.DELAYED_BY_DESIGN,
              now -> now.fine() && !now.behind() && now.now().delaySeconds() > 0));

  private Diagnostician() {}

  /** With what {@link Tolerances#standard} puts up with. */
  public static Diagnosis diagnose(Observation observation) {
    return diagnose(observation, Tolerances.standard());
  }

  /** The diagnosis for the moment of the observation. */
  public static Diagnosis diagnose(Observation observation, Tolerances tolerances) {
    return switch (observation.seen()) {
      case Seen.Unreadable unreadable -> DiagnosisWords.unreachable(unreadable);
      case Seen seen ->
          stale(seen.at(), observation.at(), tolerances)
              .orElseGet(() -> ofReading(seen, observation, tolerances));
    };
  }

  /**
   * What a reading says at another moment than its own, if it is too old to say more. A reading of
   * as long in the future is as old: our clock was set back since, and its age is not known.
   */
  public static Optional<Diagnosis> stale(Instant readAt, Instant moment, Tolerances tolerances) {
    Duration age = Duration.between(readAt, moment);
    return age.abs().compareTo(tolerances.stale()) > 0
        ? Optional.of(DiagnosisWords.stale(readAt, age))
        : Optional.empty();
  }

  /** Of a server that was read and has no channel. */
  public static Diagnosis withoutChannel(Expected expected) {
    return switch (expected) {
      case NOTHING -> DiagnosisWords.notConfigured();
      case SOURCE -> DiagnosisWords.configurationGone();
      case SHARED_STORAGE -> DiagnosisWords.sharedStorage();
    };
  }

  /** Of a server that was read and has other channels, but not these, which are registered. */
  public static Diagnosis withoutChannels(List<String> names) {
    return DiagnosisWords.channelsGone(names);
  }

  private static Diagnosis ofReading(Seen seen, Observation observation, Tolerances tolerances) {
    return seen instanceof Seen.Channel(ReplicationStatus status)
        ? of(new ChannelReading(status, observation, tolerances))
        : withoutChannel(seen instanceof Seen.NoChannel none ? none.expected() : Expected.NOTHING);
  }

  private static Diagnosis of(ChannelReading reading) {
    List<DiagnosisCode> all = all(reading);
    DiagnosisCode primary = all.getFirst();
    Optional<Cause> cause = cause(all, reading);
    return new Diagnosis(
        primary,
        cause,
        all.subList(1, all.size()),
        all.stream()
            .map(DiagnosisCode::severity)
            .max(Comparator.naturalOrder())
            .orElse(Severity.OK),
        DiagnosisWords.summary(primary, cause, reading),
        DiagnosisEvidence.of(reading),
        DiagnosisWords.advice(primary, cause),
        playbook(primary, cause));
  }

  /** Never empty. */
  private static List<DiagnosisCode> all(ChannelReading reading) {
    List<DiagnosisCode> all = new ArrayList<>();
    RULES.stream().filter(rule -> rule.holds().test(reading)).map(Rule::code).forEach(all::add);
    if (all.isEmpty()) {
      all.add(DiagnosisCode.HEALTHY);
    }
    if (reading.localWrites()) {
      all.add(DiagnosisCode.LOCAL_WRITES);
    }
    return List.copyOf(all);
  }

  // Why the receiver does not get what it needs, whatever else is worse.
  private static Optional<Cause> cause(List<DiagnosisCode> all, ChannelReading reading) {
    ReplicationStatus now = reading.now();
    if (all.contains(DiagnosisCode.RECEIVER_FATAL)) {
      return Optional.of(
          reading.sourceLostTail()
              ? Cause.MORE_GTIDS
              : ErrorNumbers.fatal(now.lastIoErrno(), now.lastIoError()));
    }
    return all.contains(DiagnosisCode.RECEIVER_CONNECTING)
            || all.contains(DiagnosisCode.RECEIVER_GAVE_UP)
        ? Optional.of(ErrorNumbers.retried(now.lastIoErrno()))
        : Optional.empty();
  }

  // What a playbook is made for. Whether it may run here is for its own pre-flight to say.
  private static Optional<String> playbook(DiagnosisCode code, Optional<Cause> cause) {
    return switch (code) {
      case GHOST,
          STOP_IGNORED,
          RESTART_LOOP,
          APPLIER_DUPLICATE_KEY,
          APPLIER_ROW_MISSING,
          HALF_STOPPED,
          STREAM_SILENT ->
          Optional.of("unstick");
      case RECEIVER_CONNECTING, RECEIVER_GAVE_UP ->
          cause.filter(Cause.UNREACHABLE::equals).map(_ -> "unstick");
      default -> Optional.empty();
    };
  }

  private static Rule applier(DiagnosisCode code) {
    return new Rule(code, now -> now.applierError(code));
  }

  private record Rule(DiagnosisCode code, Predicate<ChannelReading> holds) {}
}
