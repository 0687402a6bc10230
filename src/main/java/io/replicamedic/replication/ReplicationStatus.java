package io.replicamedic.replication;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One reading of one channel: SHOW REPLICA STATUS joined with the performance_schema replication
 * tables. Read by every goal about replication.
 *
 * @param channel channel name; the empty string is the default channel
 * @param source address that the channel is configured with
 * @param sourceUser replication account
 * @param sourceUuid server_uuid of the source last connected to; empty before the first connect
 * @param lastIoErrno receiver's last error, 0 = none
 * @param lastSqlErrno coordinator's last error, 0 = none; the row error is in {@code workerErrors}
 * @param secondsBehind Seconds_Behind_Source; null while the receiver is not connected; proves
 *     nothing alone
 * @param connectRetrySeconds Source_Connect_Retry
 * @param retryCount Source_Retry_Count
 * @param delaySeconds SOURCE_DELAY
 * @param receivedHeartbeats COUNT_RECEIVED_HEARTBEATS
 * @param heartbeatPeriodSeconds HEARTBEAT_INTERVAL; what an idle source sends
 * @param relaySourceLogFile Relay_Source_Log_File (file-and-position coordinates)
 * @param execSourceLogPos Exec_Source_Log_Pos, bytes
 * @param detail what else there is to say
 * @param readAt when read, by our clock
 */
public record ReplicationStatus(
    String channel,
    ThreadState receiver,
    ThreadState applier,
    Endpoint source,
    String sourceUser,
    String sourceUuid,
    boolean autoPosition,
    boolean ssl,
    GtidSet retrieved,
    GtidSet executed,
    int lastIoErrno,
    String lastIoError,
    int lastSqlErrno,
    String lastSqlError,
    List<WorkerError> workerErrors,
    @Nullable Long secondsBehind,
    int connectRetrySeconds,
    long retryCount,
    int delaySeconds,
    long receivedHeartbeats,
    double heartbeatPeriodSeconds,
    String relaySourceLogFile,
    long execSourceLogPos,
    ChannelDetail detail,
    Instant readAt) {
  private static final int STOPPED_FOR_ANOTHER = 3030;

  /** Both threads read exactly No: the only meaning of stopped. */
  public boolean stopped() {
    return receiver == ThreadState.NO && applier == ThreadState.NO;
  }

  /** Both threads read Yes: necessary for health, not sufficient (domain.md 3). */
  public boolean running() {
    return receiver == ThreadState.YES && applier == ThreadState.YES;
  }

  /** Any error number present, on the receiver, the coordinator or a worker. */
  public boolean hasError() {
    return lastIoErrno != 0 || lastSqlErrno != 0 || !workerErrors.isEmpty();
  }

  /**
   * The row error that stopped the applier: a worker's if there is one, else the coordinator's.
   * Workers that only stopped because another failed before them say so with 3030.
   */
  public Optional<WorkerError> conflict() {
    Optional<WorkerError> worker =
        workerErrors.stream().filter(error -> error.errno() != STOPPED_FOR_ANOTHER).findFirst();
    if (worker.isPresent() || lastSqlErrno == 0) {
      return worker;
    }
    return Optional.of(new WorkerError(0, lastSqlErrno, lastSqlError, ""));
  }

  /**
   * The number of the error that stopped the applier, 0 = none. Workers that stopped for another
   * one say so with an error of their own; better than none.
   */
  public int applierErrno() {
    return Stream.concat(conflict().stream(), workerErrors.stream())
        .findFirst()
        .map(WorkerError::errno)
        .orElse(lastSqlErrno);
  }

  /** The source answered that it knows fewer transactions than are here: it lost its tail. */
  public boolean sourceLostTail() {
    return ErrorNumbers.fatal(lastIoErrno, lastIoError) == Cause.MORE_GTIDS;
  }

  /** Receiver and applier in two words, for people: {@code Connecting/No}. */
  public String threads() {
    return receiver.word() + "/" + applier.word();
  }
}
