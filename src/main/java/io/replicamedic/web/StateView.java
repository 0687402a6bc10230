package io.replicamedic.web;

import io.replicamedic.fleet.ChannelSummary;
import io.replicamedic.fleet.ReplicaState;
import io.replicamedic.replication.Cause;
import io.replicamedic.replication.DiagnosisCode;
import io.replicamedic.replication.Severity;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Optional;

/** What a replica's state was between two changes; part of a {@link ChangeView}. */
record StateView(
    DiagnosisCode code,
    Severity severity,
    Optional<Cause> cause,
    List<DiagnosisCode> secondary,
    @Schema(description = "empty when it could not be read, or none is configured")
        List<ChannelStateView> channels) {

  /** One channel of it. */
  record ChannelStateView(
      @Schema(description = "empty for the default channel") String channel,
      DiagnosisCode code,
      Optional<Cause> cause,
      List<DiagnosisCode> secondary,
      @Schema(example = "Connecting") String receiver,
      @Schema(example = "No") String applier,
      int receiverErrno,
      int applierErrno,
      @Schema(description = "address that it is configured with") String source,
      @Schema(description = "empty before the first connect") String sourceUuid) {
    static ChannelStateView of(ChannelSummary it) {
      return new ChannelStateView(
          it.channel(),
          it.code(),
          it.cause(),
          it.secondary(),
          it.receiver().word(),
          it.applier().word(),
          it.receiverErrno(),
          it.applierErrno(),
          it.source().toString(),
          it.sourceUuid());
    }

    String threads() {
      return receiver + "/" + applier;
    }

    String errors() {
      return receiverErrno + "/" + applierErrno;
    }

    String from() {
      return sourceUuid.isEmpty() ? source : source + " " + sourceUuid;
    }
  }

  static StateView of(ReplicaState state) {
    return new StateView(
        state.code(),
        state.severity(),
        state.cause(),
        state.secondary(),
        state.channels().stream().map(ChannelStateView::of).toList());
  }

  Optional<ChannelStateView> channel(String name) {
    return channels.stream().filter(it -> it.channel().equals(name)).findFirst();
  }
}
