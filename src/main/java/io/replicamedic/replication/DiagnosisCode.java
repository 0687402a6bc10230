package io.replicamedic.replication;

/** What is wrong, as a stable code for portals and bots; one is given per reading. */
public enum DiagnosisCode {
  /** Both threads Yes, no error, progress seen or nothing to apply. */
  HEALTHY,
  /** Both threads Yes, no error, behind. */
  LAGGING,
  /** Both threads Yes and no error, but neither heartbeats nor transactions arrive. */
  STREAM_SILENT,
  /** No channel is configured. */
  NOT_CONFIGURED,
  /** Both threads No, no error: somebody stopped it. */
  STOPPED,
  /** Receiver Connecting, or Yes with an error of its own; applier fine. */
  RECEIVER_CONNECTING,
  /** Receiver stopped by a fatal error other than those below. */
  RECEIVER_FAILED,
  /** The receiver is stopped without an error while the applier runs. */
  RECEIVER_STOPPED,
  /** Applier stopped by an error, receiver fine or stopped. */
  APPLIER_CONFLICT,
  /** Receiver Connecting and applier stopped by an error: what a ghost looks like. */
  CONFLICT_WHILE_CONNECTING,
  /** The applier is stopped without an error while the receiver runs. */
  APPLIER_STOPPED,
  /** The source no longer has the binlogs needed (1236). */
  SOURCE_PURGED,
  /** The source lost its binlog tail: more GTIDs here than there (13114/1236). */
  SOURCE_LOST_TAIL,
  /** Relay log unreadable (13121, 13124). */
  RELAY_LOG_DAMAGED
}
