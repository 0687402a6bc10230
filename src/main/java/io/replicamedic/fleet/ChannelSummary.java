package io.replicamedic.fleet;

import io.replicamedic.replication.Cause;
import io.replicamedic.replication.DiagnosisCode;
import io.replicamedic.replication.Endpoint;
import io.replicamedic.replication.ReplicationStatus;
import io.replicamedic.replication.ThreadState;
import java.util.List;
import java.util.Optional;

/**
 * What of a channel's reading is worth remembering when it changes; part of a {@link ReplicaState}.
 *
 * @param channel empty for the default one
 * @param receiverErrno the last error, 0 = none
 * @param applierErrno the same, a worker's if there is one
 * @param sourceUuid empty before the first connect
 */
public record ChannelSummary(
    String channel,
    DiagnosisCode code,
    Optional<Cause> cause,
    List<DiagnosisCode> secondary,
    ThreadState receiver,
    ThreadState applier,
    int receiverErrno,
    int applierErrno,
    Endpoint source,
    String sourceUuid) {
  /** Immutable. */
  public ChannelSummary {
    secondary = List.copyOf(secondary);
  }

  static ChannelSummary of(ChannelState state) {
    ReplicationStatus status = state.status();
    return new ChannelSummary(
        status.channel(),
        state.diagnosis().code(),
        state.diagnosis().cause(),
        state.diagnosis().secondary(),
        status.receiver(),
        status.applier(),
        status.lastIoErrno(),
        status.applierErrno(),
        status.source(),
        status.sourceUuid());
  }

  /** Receiver and applier in two words, for people: {@code Connecting/No}. */
  public String threads() {
    return receiver.word() + "/" + applier.word();
  }
}
