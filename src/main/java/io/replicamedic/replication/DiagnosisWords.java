package io.replicamedic.replication;

import java.util.Map;

/** What a diagnosis says to a person: one sentence that sums up, one that advises. */
final class DiagnosisWords {
  private DiagnosisWords() {}

  static Diagnosis notConfigured() {
    return new Diagnosis(
        DiagnosisCode.NOT_CONFIGURED,
        "No replication channel is configured.",
        Map.of(),
        "Configure the source with auto position if this database should replicate.");
  }

  static String summary(DiagnosisCode code, ChannelReading reading) {
    ReplicationStatus now = reading.now();
    return switch (code) {
      case HEALTHY -> "Both threads run, no error, not behind.";
      case LAGGING -> "Both threads run without an error, " + lag(now) + ".";
      case STREAM_SILENT ->
          "Both threads read Yes, but nothing has come from the source for two heartbeat periods.";
      case NOT_CONFIGURED -> notConfigured().summary();
      case STOPPED -> "Both threads are stopped without an error: somebody stopped them.";
      case RECEIVER_CONNECTING ->
          "The receiver cannot connect to " + now.source() + receiverError(now) + ".";
      case RECEIVER_FAILED -> "The receiver has stopped" + receiverError(now) + ".";
      case RECEIVER_STOPPED -> "The receiver is stopped without an error while the applier runs.";
      case APPLIER_CONFLICT -> "The applier has stopped" + conflict(now) + ".";
      case CONFLICT_WHILE_CONNECTING ->
          "The applier has stopped"
              + conflict(now)
              + " while the receiver goes on trying to connect to "
              + now.source()
              + ": this is what a ghost looks like.";
      case APPLIER_STOPPED -> "The applier is stopped without an error while the receiver is not.";
      case SOURCE_PURGED ->
          "The source cannot send from where this replica stands"
              + receiverError(now)
              + ": it has purged the binlogs needed, or has no such position.";
      case SOURCE_LOST_TAIL ->
          "The source has lost the end of its binlog: this replica has transactions that the source"
              + " no longer knows.";
      case RELAY_LOG_DAMAGED -> "The relay log cannot be read" + relayLogError(now) + ".";
    };
  }

  static String advice(DiagnosisCode code, ReplicationStatus now) {
    return switch (code) {
      case HEALTHY -> "Nothing to do.";
      case LAGGING -> "Let it catch up; look for long transactions and load if it does not.";
      case STREAM_SILENT ->
          "Read again after replica_net_timeout; if still silent, check the network to the source"
              + " and restart replication.";
      case NOT_CONFIGURED -> notConfigured().advice();
      case STOPPED -> "Ask who stopped it; start replication when the reason is gone.";
      case RECEIVER_CONNECTING, RECEIVER_FAILED -> receiverAdvice(now.lastIoErrno());
      case RECEIVER_STOPPED, APPLIER_STOPPED -> "Start replication; both threads must read Yes.";
      case APPLIER_CONFLICT ->
          "Compare the failing transaction with the local rows before skipping or deleting"
              + " anything.";
      case CONFLICT_WHILE_CONNECTING ->
          "Unstick: a stop may answer OK and do nothing; only both threads reading No is stopped.";
      case SOURCE_PURGED ->
          "Do not reset; recreate the replica from a backup, or restore the binlogs on the source.";
      case SOURCE_LOST_TAIL ->
          "Do not start, skip or reset; harvest the transactions that only this replica has, then"
              + " recreate it.";
      case RELAY_LOG_DAMAGED ->
          "Check that the source still has everything retrieved but not executed, then configure"
              + " again with auto position; AWS advises to recreate the replica on 13124.";
    };
  }

  private static String receiverAdvice(int errno) {
    return switch (errno) {
      case 1045 -> "Check the replication account's password and host on the source.";
      case 1040 -> "The source has no free connection: raise max_connections or free some.";
      case 2061 ->
          "The account uses caching_sha2_password, which needs TLS here: configure replication with"
              + " TLS.";
      case 2005 -> "Check the source's host name, as the database resolves it.";
      case 1593 -> "Check server_id, server_uuid and version of both servers.";
      default ->
          "Check that the address is the source's present one and can be reached from the database;"
              + " a receiver gives up only after Source_Retry_Count attempts.";
    };
  }

  private static String lag(ReplicationStatus now) {
    return now.secondsBehind() == null
        ? "but how far behind is unknown"
        : "behind by " + now.secondsBehind() + " s";
  }

  private static String receiverError(ReplicationStatus now) {
    return now.lastIoErrno() == 0 ? "" : " (error " + now.lastIoErrno() + ")";
  }

  private static String conflict(ReplicationStatus now) {
    return now.conflict()
        .map(
            error ->
                " on error "
                    + error.errno()
                    + (error.transaction().isEmpty() ? "" : " in " + error.transaction()))
        .orElse("");
  }

  private static String relayLogError(ReplicationStatus now) {
    return now.conflict().isPresent() ? conflict(now) : receiverError(now);
  }
}
