package io.replicamedic.replication;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a diagnosis says to a person: one sentence that sums up, one that advises. */
final class DiagnosisWords {
  private DiagnosisWords() {}

  static Diagnosis notConfigured() {
    return alone(
        DiagnosisCode.NOT_CONFIGURED,
        DiagnosisCode.NOT_CONFIGURED.severity(),
        "No replication channel is configured.",
        Map.of(),
        "Configure the source with auto position if this database should replicate.");
  }

  static Diagnosis configurationGone() {
    return alone(
        DiagnosisCode.NOT_CONFIGURED,
        Severity.CRITICAL,
        "No replication channel is configured, although this database is registered as a replica:"
            + " it does not replicate.",
        Map.of(),
        "Find who reset it (Last act, mysql.rds_history); configure the source again with auto"
            + " position once its transactions are known to be here or there.");
  }

  static Diagnosis channelsGone(List<String> names) {
    String all = "'" + String.join("', '", names) + "'";
    return alone(
        DiagnosisCode.NOT_CONFIGURED,
        Severity.CRITICAL,
        "Channel "
            + all
            + " is not configured, although its source is registered: it does not replicate.",
        Map.of("Registered and not configured", all),
        "Find who reset it (mysql.rds_history); configure its source again once its transactions"
            + " are known to be here or there.");
  }

  static Diagnosis sharedStorage() {
    return alone(
        DiagnosisCode.NO_BINLOG_REPLICATION,
        DiagnosisCode.NO_BINLOG_REPLICATION.severity(),
        "An Aurora reader has no replication channel: it reads its writer's storage.",
        Map.of(),
        "Ask for the writer's status; how far a reader is behind it, CloudWatch's AuroraReplicaLag"
            + " says.");
  }

  static Diagnosis unreachable(Seen.Unreadable unreadable) {
    return alone(
        DiagnosisCode.UNREACHABLE,
        DiagnosisCode.UNREACHABLE.severity(),
        "The database cannot be read"
            + (unreadable.errno() == 0 ? "" : " (error " + unreadable.errno() + ")")
            + ".",
        Map.of("Error", unreadable.why(), "Tried at", unreadable.at().toString()),
        "Check that it runs, its address, our account and the network between; until then nothing"
            + " is known of its replication.");
  }

  static Diagnosis stale(Instant readAt, Duration age) {
    return alone(
        DiagnosisCode.STALE,
        DiagnosisCode.STALE.severity(),
        age.isNegative()
            ? "Our clock was set back: how old the last reading is, is not known."
            : "The last reading is " + age.toSeconds() + " s old.",
        Map.of("Read at", readAt.toString()),
        "Read it anew; if it is never younger, see whether polling is on and another instance"
            + " polls it.");
  }

  private static Diagnosis alone(
      DiagnosisCode code,
      Severity severity,
      String summary,
      Map<String, String> evidence,
      String advice) {
    return new Diagnosis(
        code, Optional.empty(), List.of(), severity, summary, evidence, advice, Optional.empty());
  }

  static String summary(DiagnosisCode code, Optional<Cause> cause, ChannelReading reading) {
    ReplicationStatus now = reading.now();
    return switch (code) {
      case HEALTHY -> "Both threads run, no error, not behind.";
      case DELAYED_BY_DESIGN ->
          "Both threads run without an error, delayed by "
              + now.delaySeconds()
              + " s as asked for.";
      case LAGGING -> "Both threads run without an error, " + lag(reading) + ".";
      case STREAM_SILENT ->
          "Both threads read Yes, but nothing has come from the source for two heartbeat periods.";
      case STOPPED_BY_OPERATOR ->
          "Both threads are stopped without an error: somebody stopped them"
              + byWhom(reading)
              + ".";
      case HALF_STOPPED ->
          reading.receiverStopped()
              ? "The receiver is stopped without an error while the applier runs."
              : "The applier is stopped without an error while the receiver is not.";
      case RECEIVER_CONNECTING ->
          "The receiver cannot connect to " + now.source() + receiverError(now) + ".";
      case RECEIVER_GAVE_UP ->
          "The receiver tries no longer to connect to " + now.source() + receiverError(now) + ".";
      case RECEIVER_FATAL -> fatal(cause.orElse(Cause.OTHER), now);
      case RELAY_LOG_DAMAGED -> "The relay log cannot be read" + relayLogError(now) + ".";
      case APPLIER_DUPLICATE_KEY, APPLIER_ROW_MISSING, APPLIER_SCHEMA, APPLIER_OTHER ->
          "The applier has stopped" + conflict(now) + ": " + conflictMeans(code) + ".";
      case GHOST ->
          "The applier has stopped"
              + conflict(now)
              + " while the receiver goes on trying to connect to "
              + now.source()
              + (reading.stopIgnored() ? ", and a stop did nothing" + byWhom(reading) : "")
              + ": this is what a ghost looks like.";
      case STOP_IGNORED ->
          "A stop was asked for"
              + byWhom(reading)
              + " and the threads still read "
              + now.threads()
              + ".";
      case RESTART_LOOP ->
          "It is started again and again, and stops each time"
              + conflict(now)
              + ": "
              + reading.stopsOnError()
              + " times among the last readings.";
      case SOURCE_PURGED_NEEDED ->
          "The source has purged "
              + reading.purgedAndMissing().count()
              + " transactions that are not here.";
      case SOURCE_IDENTITY_CHANGED ->
          "Another server than "
              + now.sourceUuid()
              + " answers, or answered, as "
              + now.source()
              + ".";
      case DURABILITY_LOSS_SUSPECTED ->
          "The applier has stopped"
              + conflict(now)
              + " soon after a failover of its source: the source may have lost rows that are"
              + " here.";
      case ERRANT_TRANSACTIONS ->
          reading.errant().count()
              + " transactions are here that the source does not have"
              + own(reading)
              + ".";
      case NOT_CONFIGURED, NO_BINLOG_REPLICATION, UNREACHABLE, STALE, LOCAL_WRITES ->
          throw new IllegalStateException(code.name());
    };
  }

  private static String own(ChannelReading reading) {
    GtidSet own = reading.ownErrant();
    return own.isEmpty() ? "" : ", " + own.count() + " of them written here";
  }

  private static String byWhom(ChannelReading reading) {
    return reading.lastStop().map(stop -> " (" + stop.by() + " at " + stop.at() + ")").orElse("");
  }

  private static String fatal(Cause cause, ReplicationStatus now) {
    return switch (cause) {
      case MORE_GTIDS ->
          "The source has lost the end of its binlog: this replica has transactions that the"
              + " source no longer knows.";
      case PURGED ->
          "The receiver has stopped"
              + receiverError(now)
              + ": the source has purged the binlogs needed.";
      case IMPOSSIBLE_POSITION ->
          "The receiver has stopped"
              + receiverError(now)
              + ": the source has no such position in that binlog.";
      case SAME_SERVER_ID ->
          "The receiver has stopped"
              + receiverError(now)
              + ": both servers have the same server_id or server_uuid.";
      default -> "The receiver has stopped" + receiverError(now) + ".";
    };
  }

  private static String conflictMeans(DiagnosisCode code) {
    return switch (code) {
      case APPLIER_DUPLICATE_KEY -> "a row is here already";
      case APPLIER_ROW_MISSING -> "a row is not here";
      case APPLIER_SCHEMA -> "a table is missing or different here";
      default -> "see the error";
    };
  }

  static String advice(DiagnosisCode code, Optional<Cause> cause) {
    return switch (code) {
      case HEALTHY, DELAYED_BY_DESIGN -> "Nothing to do.";
      case LAGGING -> "Let it catch up; look for long transactions and load if it does not.";
      case STREAM_SILENT ->
          "Read again after replica_net_timeout; if still silent, check the network to the source"
              + " and restart replication.";
      case STOPPED_BY_OPERATOR -> "Ask who stopped it; start replication when the reason is gone.";
      case HALF_STOPPED -> "Start replication; both threads must read Yes.";
      case RECEIVER_CONNECTING -> connectingAdvice(cause.orElse(Cause.OTHER));
      case RECEIVER_GAVE_UP ->
          "Start replication when the reason of its error is gone: no attempt of"
              + " Source_Retry_Count is left, or it was stopped while it tried.";
      case RECEIVER_FATAL -> fatalAdvice(cause.orElse(Cause.OTHER));
      case RELAY_LOG_DAMAGED ->
          "Check that the source still has everything retrieved but not executed, then configure"
              + " again with auto position; AWS advises to recreate the replica on 13124.";
      case APPLIER_DUPLICATE_KEY, APPLIER_ROW_MISSING ->
          "Compare the failing transaction with the local rows before skipping or deleting"
              + " anything.";
      case APPLIER_SCHEMA ->
          "Find who changed the table on one side only; make both the same, then start"
              + " replication.";
      case APPLIER_OTHER -> "Read the error; start replication when its reason is gone.";
      case GHOST, STOP_IGNORED ->
          "Unstick: a stop may answer OK and do nothing; only both threads reading No is stopped.";
      case RESTART_LOOP ->
          "Find who starts it again (an agent of RDS, a job) and settle the error before the next"
              + " start.";
      case SOURCE_PURGED_NEEDED ->
          "Do not stop or reset it while it still reads; recreate it from a backup, or restore the"
              + " binlogs on the source.";
      case SOURCE_IDENTITY_CHANGED ->
          "Make sure which server is the source, and that both have the same data, before anything"
              + " is started or reset.";
      case DURABILITY_LOSS_SUSPECTED ->
          "Do not skip, reset or delete: first get the lost rows out of this replica and the"
              + " binlogs.";
      case ERRANT_TRANSACTIONS ->
          "Find what wrote here, and set read_only; before this replica is ever a source, inject"
              + " them as empty transactions there, or recreate it.";
      case NOT_CONFIGURED, NO_BINLOG_REPLICATION, UNREACHABLE, STALE, LOCAL_WRITES ->
          throw new IllegalStateException(code.name());
    };
  }

  private static String connectingAdvice(Cause cause) {
    return switch (cause) {
      case ACCESS_DENIED ->
          "Check the replication account's password, host and privileges on the source.";
      case TOO_MANY_CONNECTIONS ->
          "The source has no free connection: raise max_connections or free some.";
      case TLS ->
          "The source wants TLS, or the account needs it (caching_sha2_password), or the two agree"
              + " on no version or certificate: configure replication with TLS.";
      case NAME -> "Check the source's host name, as the database resolves it.";
      case NO_ANSWER_YET ->
          "Wait for the first attempt to end (replica_net_timeout); then its error says why.";
      default ->
          "Check that the address is the source's present one and can be reached from the database;"
              + " a receiver gives up only after Source_Retry_Count attempts.";
    };
  }

  private static String fatalAdvice(Cause cause) {
    return switch (cause) {
      case MORE_GTIDS ->
          "Do not start, skip or reset; harvest the transactions that only this replica has, then"
              + " recreate it.";
      case PURGED ->
          "Do not reset; recreate the replica from a backup, or restore the binlogs on the source.";
      case IMPOSSIBLE_POSITION ->
          "Do not reset; find out whether the source lost its binlog's tail, then use auto position"
              + " or recreate the replica.";
      case SAME_SERVER_ID -> "Give both servers different server_id and server_uuid.";
      default -> "Read the error; it is not retried.";
    };
  }

  private static String lag(ChannelReading reading) {
    GtidSet missing = reading.missingFromSource();
    return missing.isEmpty()
        ? Lag.of(reading.now())
            .behind()
            .map(behind -> "behind by " + behind.toSeconds() + " s")
            .orElse("but how far behind is unknown")
        : "and " + missing.count() + " transactions of its source have not come yet";
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
