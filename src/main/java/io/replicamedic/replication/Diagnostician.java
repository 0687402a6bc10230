package io.replicamedic.replication;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Turns one reading of a channel into one diagnosis; asked by the poller, by status requests and by
 * the diagnose phase. Error numbers decide, never texts (domain.md 3), with one exception that
 * {@link ChannelReading#sourceLostTail()} explains.
 */
public final class Diagnostician {
  /** Most specific first: the first rule that holds gives the code. The last one always holds. */
  private static final List<Rule> RULES =
      List.of(
          new Rule(DiagnosisCode.SOURCE_LOST_TAIL, ChannelReading::sourceLostTail),
          new Rule(DiagnosisCode.SOURCE_PURGED, ChannelReading::sourcePurged),
          new Rule(DiagnosisCode.RELAY_LOG_DAMAGED, ChannelReading::relayLogDamaged),
          new Rule(
              DiagnosisCode.CONFLICT_WHILE_CONNECTING,
              now -> now.connecting() && now.applierError()),
          new Rule(DiagnosisCode.APPLIER_CONFLICT, ChannelReading::applierError),
          new Rule(
              DiagnosisCode.RECEIVER_FAILED, now -> now.receiverStopped() && now.receiverError()),
          new Rule(DiagnosisCode.STOPPED, now -> now.receiverStopped() && !now.applierRuns()),
          new Rule(DiagnosisCode.RECEIVER_STOPPED, ChannelReading::receiverStopped),
          new Rule(DiagnosisCode.APPLIER_STOPPED, now -> !now.applierRuns()),
          new Rule(
              DiagnosisCode.RECEIVER_CONNECTING, now -> now.connecting() || now.receiverError()),
          // From here on both threads read Yes and no error is left.
          new Rule(DiagnosisCode.STREAM_SILENT, ChannelReading::silent),
          new Rule(DiagnosisCode.LAGGING, ChannelReading::behind),
          new Rule(DiagnosisCode.HEALTHY, _ -> true));

  private Diagnostician() {}

  /**
   * The diagnosis of this moment.
   *
   * @param now empty when the channel is not configured
   * @param earlier a reading of the same channel before this one; without it a silent stream cannot
   *     be told from an idle one
   */
  public static Diagnosis diagnose(
      Optional<ReplicationStatus> now, Optional<ReplicationStatus> earlier) {
    if (now.isEmpty()) {
      return DiagnosisWords.notConfigured();
    }
    ChannelReading reading = new ChannelReading(now.get(), earlier.stream().toList());
    DiagnosisCode code =
        RULES.stream()
            .filter(rule -> rule.holds().test(reading))
            .findFirst()
            .map(Rule::code)
            .orElseThrow();
    return new Diagnosis(
        code,
        DiagnosisWords.summary(code, reading),
        DiagnosisEvidence.of(reading),
        DiagnosisWords.advice(code, now.get()));
  }

  private record Rule(DiagnosisCode code, Predicate<ChannelReading> holds) {}
}
