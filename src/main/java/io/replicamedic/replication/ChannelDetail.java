package io.replicamedic.replication;

import java.time.Instant;
import java.util.Optional;

/**
 * What a status says of a channel beyond its threads, errors and GTID sets: where they are and
 * since when. Of it, diagnoses read the commit times, the applier's error time and the receiver's
 * place.
 *
 * @param receiverState Replica_IO_State, in words; empty when stopped
 * @param applierState Replica_SQL_Running_State
 * @param receiverErrorAt when the receiver met its last error, by the replica's clock
 * @param applierErrorAt when the applier met its last error, the latest of all workers'
 * @param readLogFile Source_Log_File: where the receiver is in the source's binlog
 * @param readLogPos Read_Source_Log_Pos, bytes
 * @param relayLogSpace Relay_Log_Space, bytes
 * @param remainingDelaySeconds SQL_Remaining_Delay; empty unless the applier waits for it
 */
public record ChannelDetail(
    String receiverState,
    String applierState,
    Optional<Instant> receiverErrorAt,
    Optional<Instant> applierErrorAt,
    String readLogFile,
    long readLogPos,
    String relayLogFile,
    long relayLogPos,
    long relayLogSpace,
    Optional<Long> remainingDelaySeconds,
    CommitTimes commits) {
  /** Nothing beyond. */
  public static final ChannelDetail NONE =
      new ChannelDetail(
          "",
          "",
          Optional.empty(),
          Optional.empty(),
          "",
          0,
          "",
          0,
          0,
          Optional.empty(),
          CommitTimes.UNKNOWN);
}
