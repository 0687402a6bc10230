package io.replicamedic.fleet;

import io.replicamedic.replication.ReplicationStatus;
import io.replicamedic.replication.ThreadState;
import java.time.Instant;

/** A reading of a replica whose applier stopped on an error. */
public final class Conflicted {
  private Conflicted() {}

  /** The default channel, from {@link Fleet#SOURCE}. */
  public static ReplicationStatus by(int errno, Instant readAt) {
    ReplicationStatus well = Fleet.status(ThreadState.YES, ThreadState.NO, 0, readAt);
    return new ReplicationStatus(
        well.channel(),
        well.receiver(),
        well.applier(),
        well.source(),
        well.sourceUser(),
        well.sourceUuid(),
        well.autoPosition(),
        well.ssl(),
        well.retrieved(),
        well.executed(),
        well.lastIoErrno(),
        well.lastIoError(),
        errno,
        errno == 0 ? "" : "the server's words",
        well.workerErrors(),
        well.secondsBehind(),
        well.connectRetrySeconds(),
        well.retryCount(),
        well.delaySeconds(),
        well.receivedHeartbeats(),
        well.heartbeatPeriodSeconds(),
        well.relaySourceLogFile(),
        well.execSourceLogPos(),
        well.detail(),
        well.readAt());
  }
}
