package io.replicamedic.replication;

/**
 * What is wrong, as a stable code for portals and bots; docs/diagnosis.md has a paragraph for each.
 * In the order of precedence: of the codes that apply, the first is the primary one.
 */
public enum DiagnosisCode {
  /** The database cannot be read. */
  UNREACHABLE(Severity.CRITICAL),
  /** The last reading is too old to say anything of now. */
  STALE(Severity.CRITICAL),
  /** No channel is configured; critical where one should be. */
  NOT_CONFIGURED(Severity.NOTICE),
  /** An Aurora reader: it has no replication of its own to be judged. */
  NO_BINLOG_REPLICATION(Severity.OK),
  /** A conflict soon after a failover of the source: it may have lost rows that are here. */
  DURABILITY_LOSS_SUSPECTED(Severity.CRITICAL),
  /** Another server answers under the source's name, or another one than before. */
  SOURCE_IDENTITY_CHANGED(Severity.CRITICAL),
  /** The receiver stopped on an error that it does not retry. */
  RECEIVER_FATAL(Severity.CRITICAL),
  /** The relay log cannot be read (13121, 13124). */
  RELAY_LOG_DAMAGED(Severity.CRITICAL),
  /** Receiver Connecting and applier No: stopping may answer OK and do nothing. */
  GHOST(Severity.CRITICAL),
  /** A stop was asked for and a thread runs still. */
  STOP_IGNORED(Severity.CRITICAL),
  /** It is started again and again, and stops on an error each time. */
  RESTART_LOOP(Severity.CRITICAL),
  /** The applier stopped on a row that is here already (1062). */
  APPLIER_DUPLICATE_KEY(Severity.CRITICAL),
  /** The applier stopped on a row that is not here (1032). */
  APPLIER_ROW_MISSING(Severity.CRITICAL),
  /** The applier stopped on a table that is missing or different (1146, 1054, 1677, …). */
  APPLIER_SCHEMA(Severity.CRITICAL),
  /** The applier stopped on another error. */
  APPLIER_OTHER(Severity.CRITICAL),
  /** The source has purged transactions that this replica lacks: it cannot go on from there. */
  SOURCE_PURGED_NEEDED(Severity.CRITICAL),
  /** The receiver stopped on an error that it retries: no attempt is left, or it was stopped. */
  RECEIVER_GAVE_UP(Severity.CRITICAL),
  /** One thread is stopped without an error, the other is not. */
  HALF_STOPPED(Severity.WARNING),
  /** Both threads are stopped without an error. */
  STOPPED_BY_OPERATOR(Severity.NOTICE),
  /** The receiver goes on trying to connect, or reads Yes with an error left. */
  RECEIVER_CONNECTING(Severity.CRITICAL),
  /** Both threads read Yes, but neither heartbeats nor transactions arrive. */
  STREAM_SILENT(Severity.CRITICAL),
  /** Transactions here that the source does not have. */
  ERRANT_TRANSACTIONS(Severity.WARNING),
  /** Both threads run without an error, behind. */
  LAGGING(Severity.WARNING),
  /** Both threads run without an error, behind by the delay that was asked for. */
  DELAYED_BY_DESIGN(Severity.OK),
  /** Both threads run without an error, and progress was seen or there is nothing to apply. */
  HEALTHY(Severity.OK),
  /**
   * Transactions under the replica's own server_uuid, where no application can write now: RDS's own
   * bookkeeping looks like that, and so does what was written before. Says nothing of the
   * replication, and so is never the primary one.
   */
  LOCAL_WRITES(Severity.NOTICE);

  private final Severity severity;

  DiagnosisCode(Severity severity) {
    this.severity = severity;
  }

  /** How much it matters, unless a diagnosis says otherwise. */
  public Severity severity() {
    return severity;
  }
}
