package io.replicamedic.web;

import io.replicamedic.fleet.ChannelState;
import io.replicamedic.replication.ChannelDetail;
import io.replicamedic.replication.DiagnosisCode;
import io.replicamedic.replication.Lag;
import io.replicamedic.replication.ReceiverDeadline;
import io.replicamedic.replication.ReplicationStatus;
import io.replicamedic.replication.ThreadState;
import io.replicamedic.replication.WorkerError;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One replication channel as the server reports it; part of a status. */
record ChannelView(
    @Schema(description = "empty for the default channel") String name,
    @Schema(description = "what is wrong with this one") DiagnosisCode code,
    String source,
    @Schema(description = "server_uuid of the source last connected to; empty before")
        String sourceUuid,
    String user,
    boolean ssl,
    @Schema(description = "receiver (I/O thread): Yes, Connecting or No", example = "Connecting")
        String receiver,
    @Schema(description = "what the receiver does, in the server's words; empty when stopped")
        String receiverState,
    @Schema(description = "the receiver's last error; absent when none")
        Optional<ErrorView> receiverError,
    RetryView retry,
    @Schema(description = "applier (SQL thread): Yes or No", example = "No") String applier,
    @Schema(description = "what the applier does, in the server's words; empty when stopped")
        String applierState,
    @Schema(description = "the applier coordinator's last error; absent when none")
        Optional<ErrorView> applierError,
    @Schema(description = "row errors of the applier's workers") List<WorkerErrorView> workerErrors,
    LagView lag,
    @Schema(description = "delay that was asked for, seconds") int delaySeconds,
    @Schema(description = "what is left of it for the next transaction; absent unless it waits")
        Optional<Long> remainingDelaySeconds,
    boolean autoPosition,
    @Schema(description = "where the receiver is; absent where the server does not say")
        Optional<PositionView> received,
    @Schema(description = "where the applier is; absent where the server does not say")
        Optional<PositionView> applied,
    @Schema(description = "Relay_Log_Space: all relay logs, bytes") long relayLogBytes,
    @Schema(description = "GTID set received") String retrieved,
    @Schema(description = "GTID set executed") String executed,
    @Schema(description = "transactions received and not executed") long waiting,
    @Schema(description = "since it connected; absent where none are sent or it does not say")
        Optional<Long> receivedHeartbeats,
    @Schema(description = "absent where none are sent or the server does not say")
        Optional<Double> heartbeatPeriodSeconds,
    @Schema(description = "absent where its source was not read, or is not the registered one")
        Optional<ComparedView> compared) {

  /** A MySQL error. */
  record ErrorView(
      int errno,
      String message,
      @Schema(description = "when, by the replica's clock; absent where it does not say")
          Optional<Instant> at) {
    static Optional<ErrorView> of(int errno, String message, Optional<Instant> at) {
      return errno == 0 ? Optional.empty() : Optional.of(new ErrorView(errno, message, at));
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

  /** How a receiver that cannot connect goes on. */
  record RetryView(
      @Schema(description = "between two attempts, seconds") int everySeconds,
      @Schema(description = "attempts failed in this series; 0 when it is not connecting")
          long attempt,
      @Schema(description = "attempts at most; 0 = without end") long of,
      @Schema(
              description =
                  "when it gives up at the latest; absent when it does not, or is not"
                      + " connecting")
          Optional<Instant> givesUpBy) {
    static RetryView of(ReplicationStatus status, int netTimeoutSeconds) {
      Duration atMost =
          ReceiverDeadline.atMost(status, netTimeoutSeconds, ReceiverDeadline.Path.SILENT);
      boolean bounded = atMost.isPositive() && atMost.compareTo(ReceiverDeadline.NEVER) < 0;
      boolean connecting = status.receiver() == ThreadState.CONNECTING;
      return new RetryView(
          status.connectRetrySeconds(),
          ReceiverDeadline.attemptsMade(status),
          status.retryCount(),
          bounded && connecting ? Optional.of(status.readAt().plus(atMost)) : Optional.empty());
    }

    private String line() {
      return "every "
          + everySeconds
          + " s, "
          + (of == 0 ? "without end" : "attempt " + attempt + " of " + of)
          + givesUpBy.map(at -> ", gives up by " + Times.utc(at)).orElse("");
    }
  }

  /** How far behind, and what that number means. */
  record LagView(
      @Schema(description = "absent when nothing says it") Optional<Double> seconds,
      Lag.Meaning meaning,
      @Schema(description = "the server's own number; proves nothing alone")
          Optional<Long> secondsBehindSource,
      @Schema(
              description =
                  "when the last transaction received was committed, by its first server's clock;"
                      + " absent before 8.0 and before the first")
          Optional<Instant> lastReceivedCommit,
      @Schema(description = "the same of the last one applied: as of when the data here is")
          Optional<Instant> lastAppliedCommit) {
    static LagView of(ReplicationStatus status) {
      Lag lag = Lag.of(status);
      return new LagView(
          lag.behind().map(behind -> behind.toMillis() / 1000.0),
          lag.meaning(),
          Optional.ofNullable(status.secondsBehind()),
          status.detail().commits().queued(),
          status.detail().commits().applied());
    }

    String line() {
      return switch (meaning) {
        case UNKNOWN_NOT_CONNECTED -> "not known, the receiver is not connected";
        case UNKNOWN -> "not known";
        case ALL_APPLIED -> "nothing waits";
        case AGE_OF_APPLYING -> seconds.orElseThrow() + " s, the age of what is being applied";
        case RECEIVED_BEFORE_APPLIED ->
            seconds.orElseThrow() + " s, from what was applied last to what was received last";
        case SECONDS_BEHIND_SOURCE -> seconds.orElseThrow() + " s, as the server says";
      };
    }
  }

  /** A place in the source's binlog. */
  record PositionView(
      @Schema(example = "binlog.000003") String logFile,
      @Schema(description = "bytes") long position) {
    static Optional<PositionView> of(String logFile, long position) {
      return logFile.isEmpty()
          ? Optional.empty()
          : Optional.of(new PositionView(logFile, position));
    }

    private static String line(Optional<PositionView> view) {
      return view.map(it -> it.logFile + ":" + it.position).orElse("not known");
    }
  }

  static ChannelView of(ChannelState channel, int netTimeoutSeconds) {
    ReplicationStatus status = channel.status();
    ChannelDetail detail = status.detail();
    return new ChannelView(
        status.channel(),
        channel.diagnosis().code(),
        status.source().toString(),
        status.sourceUuid(),
        status.sourceUser(),
        status.ssl(),
        status.receiver().word(),
        detail.receiverState(),
        ErrorView.of(status.lastIoErrno(), status.lastIoError(), detail.receiverErrorAt()),
        RetryView.of(status, netTimeoutSeconds),
        status.applier().word(),
        detail.applierState(),
        ErrorView.of(status.lastSqlErrno(), status.lastSqlError(), detail.applierErrorAt()),
        status.workerErrors().stream().map(WorkerErrorView::of).toList(),
        LagView.of(status),
        status.delaySeconds(),
        detail.remainingDelaySeconds(),
        status.autoPosition(),
        PositionView.of(detail.readLogFile(), detail.readLogPos()),
        PositionView.of(status.relaySourceLogFile(), status.execSourceLogPos()),
        detail.relayLogSpace(),
        status.retrieved().toString(),
        status.executed().toString(),
        status.retrieved().subtract(status.executed()).count(),
        Optional.of(status.receivedHeartbeats()).filter(_ -> hasHeartbeats(status)),
        Optional.of(status.heartbeatPeriodSeconds()).filter(_ -> hasHeartbeats(status)),
        channel.compared().map(ComparedView::of));
  }

  // A period of 0 is none, and what is read where performance_schema is empty (5.7, OFF).
  private static boolean hasHeartbeats(ReplicationStatus status) {
    return status.heartbeatPeriodSeconds() > 0;
  }

  void rows(Columns to) {
    if (!name.isEmpty()) {
      to.row("channel", name + ": " + code);
    }
    to.row("source", source + " as " + user + (ssl ? " over TLS" : " without TLS"))
        .row("receiver", said(receiver, receiverState))
        .unlessEmpty("", receiverError.map(ErrorView::line).orElse(""))
        .row("retry", retry.line())
        .row("applier", said(applier, applierState))
        .unlessEmpty("", applierError.map(ErrorView::line).orElse(""));
    for (WorkerErrorView each : workerErrors) {
      to.row("worker " + each.worker(), each.errno() + " " + each.message())
          .unlessEmpty("", each.transaction().isEmpty() ? "" : "applying " + each.transaction());
    }
    to.row("behind", lag.line())
        .unlessEmpty("delay", delaySeconds == 0 ? "" : delaySeconds + " s, as asked for")
        .unlessEmpty(
            "data as of", lag.lastAppliedCommit().map(at -> Times.utc(at) + " (commit)").orElse(""))
        .row("waiting", waiting + " transactions received and not executed")
        .row(
            "heartbeats",
            heartbeatPeriodSeconds
                .map(period -> receivedHeartbeats.orElse(0L) + ", one every " + period + " s")
                .orElse("not known, or none are sent"))
        .row(
            "position",
            (autoPosition ? "automatic (GTID)" : "file and position")
                + ", received "
                + PositionView.line(received)
                + ", applied "
                + PositionView.line(applied))
        .row("retrieved", retrieved.isEmpty() ? "nothing" : retrieved)
        .row("executed", executed.isEmpty() ? "nothing" : executed);
    compared.ifPresent(it -> it.rows(to));
  }

  private static String said(String word, String state) {
    return state.isEmpty() ? word : word + ": " + state;
  }
}
