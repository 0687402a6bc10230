package io.replicamedic.fleet;

import io.replicamedic.replication.Diagnosis;
import io.replicamedic.replication.DiagnosisCode;
import io.replicamedic.replication.Lag;
import io.replicamedic.replication.ReceiverDeadline;
import io.replicamedic.replication.ReplicationStatus;
import io.replicamedic.replication.Severity;
import io.replicamedic.replication.ThreadState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The numbers of one channel at one moment, for plotting; told by web.
 *
 * @param channel empty for the default one, and for a replica of which no channel is known
 * @param figures empty when there is no channel, or it could not be read
 */
public record StatusSample(
    String replica,
    Instant at,
    String channel,
    DiagnosisCode code,
    Severity severity,
    Optional<Figures> figures) {
  /**
   * What was read.
   *
   * @param lag empty when nothing says it
   * @param retriesLeft attempts before the receiver gives up; empty when it is stopped, or never
   *     does
   */
  public record Figures(
      ThreadState receiver,
      ThreadState applier,
      int receiverErrno,
      int applierErrno,
      Optional<Duration> lag,
      int delaySeconds,
      Optional<Long> retriesLeft) {
    static Figures of(ReplicationStatus status) {
      return new Figures(
          status.receiver(),
          status.applier(),
          status.lastIoErrno(),
          status.applierErrno(),
          Lag.of(status).behind(),
          status.delaySeconds(),
          ReceiverDeadline.attemptsLeft(status));
    }
  }

  /** One for each channel; one without figures when there is none. */
  static List<StatusSample> of(ReplicaReading reading) {
    if (reading.channels().isEmpty()) {
      return List.of(of(reading, "", reading.diagnosis(), Optional.empty()));
    }
    return reading.channels().stream()
        .map(
            it ->
                of(
                    reading,
                    it.status().channel(),
                    it.diagnosis(),
                    Optional.of(Figures.of(it.status()))))
        .toList();
  }

  private static StatusSample of(
      ReplicaReading reading, String channel, Diagnosis diagnosis, Optional<Figures> figures) {
    return new StatusSample(
        reading.database(),
        reading.readAt(),
        channel,
        diagnosis.code(),
        diagnosis.severity(),
        figures);
  }
}
