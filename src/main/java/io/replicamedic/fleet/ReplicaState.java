package io.replicamedic.fleet;

import io.replicamedic.replication.Cause;
import io.replicamedic.replication.Diagnosis;
import io.replicamedic.replication.DiagnosisCode;
import io.replicamedic.replication.Severity;
import java.util.List;
import java.util.Optional;

/**
 * What a reading says in short: when it differs from the one before, that is a change of the
 * replica's history. Numbers that move all the time are not in it.
 *
 * @param code primary one of the worst channel
 * @param secondary what else applies to it
 * @param channels empty when the replica could not be read, or has none
 */
public record ReplicaState(
    DiagnosisCode code,
    Severity severity,
    Optional<Cause> cause,
    List<DiagnosisCode> secondary,
    List<ChannelSummary> channels) {
  /** Immutable. */
  public ReplicaState {
    secondary = List.copyOf(secondary);
    channels = List.copyOf(channels);
  }

  static ReplicaState of(ReplicaReading reading) {
    Diagnosis diagnosis = reading.diagnosis();
    return new ReplicaState(
        diagnosis.code(),
        diagnosis.severity(),
        diagnosis.cause(),
        diagnosis.secondary(),
        reading.channels().stream().map(ChannelSummary::of).toList());
  }

  /** Whether it could not be read: its channels are as they were, for all that is known. */
  boolean isUnreadable() {
    return code == DiagnosisCode.UNREACHABLE;
  }

  /** That channel; empty when there is none. */
  public Optional<ChannelSummary> channel(String name) {
    return channels.stream().filter(it -> it.channel().equals(name)).findFirst();
  }
}
