package io.replicamedic.web;

import io.replicamedic.replication.ReplicationStatus;
import io.replicamedic.replication.WorkerError;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Optional;

/** One replication channel as the server reports it; part of a status. */
record ChannelView(
    @Schema(description = "empty for the default channel") String name,
    String source,
    String user,
    @Schema(description = "receiver (I/O thread): Yes, Connecting or No", example = "Connecting")
        String receiver,
    @Schema(description = "applier (SQL thread): Yes or No", example = "No") String applier,
    @Schema(description = "the receiver's last error; absent when none")
        Optional<ErrorView> receiverError,
    @Schema(description = "the applier coordinator's last error; absent when none")
        Optional<ErrorView> applierError,
    @Schema(description = "row errors of the applier's workers") List<WorkerErrorView> workerErrors,
    boolean autoPosition,
    @Schema(description = "Relay_Source_Log_File: where the applier is in the source's binlog")
        String sourceLogFile,
    @Schema(description = "Exec_Source_Log_Pos, bytes") long sourceLogPosition,
    @Schema(description = "GTID set received") String retrieved,
    @Schema(description = "GTID set executed") String executed,
    @Schema(description = "transactions received and not executed") long waiting,
    @Schema(description = "absent while the receiver is not connected; proves nothing alone")
        Optional<Long> secondsBehind,
    long receivedHeartbeats,
    double heartbeatPeriodSeconds,
    int connectRetrySeconds,
    long retryCount,
    int delaySeconds,
    boolean ssl) {

  /** A MySQL error. */
  record ErrorView(int errno, String message) {
    static Optional<ErrorView> of(int errno, String message) {
      return errno == 0 ? Optional.empty() : Optional.of(new ErrorView(errno, message));
    }

    private String line() {
      return errno + " " + message;
    }
  }

  /** What one worker stopped on. */
  record WorkerErrorView(
      long worker,
      int errno,
      String message,
      @Schema(description = "GTID being applied; empty when unknown") String transaction) {
    static WorkerErrorView of(WorkerError error) {
      return new WorkerErrorView(
          error.workerId(), error.errno(), error.message(), error.transaction());
    }
  }

  static ChannelView of(ReplicationStatus status) {
    return new ChannelView(
        status.channel(),
        status.source().toString(),
        status.sourceUser(),
        status.receiver().word(),
        status.applier().word(),
        ErrorView.of(status.lastIoErrno(), status.lastIoError()),
        ErrorView.of(status.lastSqlErrno(), status.lastSqlError()),
        status.workerErrors().stream().map(WorkerErrorView::of).toList(),
        status.autoPosition(),
        status.relaySourceLogFile(),
        status.execSourceLogPos(),
        status.retrieved().toString(),
        status.executed().toString(),
        status.retrieved().subtract(status.executed()).count(),
        Optional.ofNullable(status.secondsBehind()),
        status.receivedHeartbeats(),
        status.heartbeatPeriodSeconds(),
        status.connectRetrySeconds(),
        status.retryCount(),
        status.delaySeconds(),
        status.ssl());
  }

  void rows(Columns to) {
    to.row("source", source + " as " + user + (ssl ? " over TLS" : " without TLS"))
        .row("receiver", receiver)
        .unlessEmpty("", receiverError.map(ErrorView::line).orElse(""))
        .row("applier", applier)
        .unlessEmpty("", applierError.map(ErrorView::line).orElse(""));
    for (WorkerErrorView each : workerErrors) {
      to.row("worker " + each.worker(), each.errno() + " " + each.message())
          .unlessEmpty("", each.transaction().isEmpty() ? "" : "applying " + each.transaction());
    }
    to.row("behind", secondsBehind.map(seconds -> seconds + " s").orElse("not known"))
        .row("waiting", waiting + " transactions received and not executed")
        .row("heartbeats", receivedHeartbeats + ", one every " + heartbeatPeriodSeconds + " s")
        .row("retry", "every " + connectRetrySeconds + " s, at most " + retryCount + " times")
        .row("position", (autoPosition ? "automatic (GTID)" : "file and position") + at())
        .row("retrieved", retrieved.isEmpty() ? "nothing" : retrieved)
        .row("executed", executed.isEmpty() ? "nothing" : executed);
  }

  private String at() {
    return sourceLogFile.isEmpty() ? "" : ", at " + sourceLogFile + ":" + sourceLogPosition;
  }
}
