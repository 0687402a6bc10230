package io.replicamedic.replication;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The readings behind a diagnosis, in the server's own words and in reading order. */
final class DiagnosisEvidence {
  private DiagnosisEvidence() {}

  static Map<String, String> of(ChannelReading reading) {
    ReplicationStatus now = reading.now();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("Channel_Name", now.channel());
    facts.put("Source_Host:Source_Port", now.source().toString());
    facts.put("Source_UUID", now.sourceUuid());
    facts.put("Replica_IO_Running", now.receiver().word());
    facts.put("Replica_SQL_Running", now.applier().word());
    facts.put("Last_IO_Errno", Integer.toString(now.lastIoErrno()));
    facts.put("Last_IO_Error", now.lastIoError());
    facts.put("Last_SQL_Errno", Integer.toString(now.lastSqlErrno()));
    facts.put("Last_SQL_Error", now.lastSqlError());
    for (WorkerError worker : now.workerErrors()) {
      String name = "Worker " + worker.workerId() + " ";
      facts.put(name + "LAST_ERROR_NUMBER", Integer.toString(worker.errno()));
      facts.put(name + "LAST_ERROR_MESSAGE", worker.message());
      facts.put(name + "APPLYING_TRANSACTION", worker.transaction());
    }
    Long behind = now.secondsBehind();
    facts.put("Seconds_Behind_Source", behind == null ? "NULL" : behind.toString());
    facts.put("SQL_Delay", Integer.toString(now.delaySeconds()));
    GtidSet backlog = reading.backlog();
    facts.put(
        "Retrieved_Gtid_Set minus Executed_Gtid_Set",
        backlog.isEmpty() ? "" : backlog.count() + " transactions: " + backlog);
    facts.put("COUNT_RECEIVED_HEARTBEATS", Long.toString(now.receivedHeartbeats()));
    facts.put("HEARTBEAT_INTERVAL", Double.toString(now.heartbeatPeriodSeconds()));
    reading.compared().ifPresent(compared -> beside(compared, reading, facts));
    reading
        .failoverBefore()
        .ifPresent(it -> facts.put("Failover of the source", it.at() + " " + it.what()));
    reading
        .latches()
        .forEach(it -> facts.put("Latched " + it.kind() + " since " + it.seenAt(), it.words()));
    if (!reading.around().acts().isEmpty()) {
      facts.put("Last act", reading.around().acts().getLast().words());
    }
    for (ReplicationStatus then : reading.before().toList()) {
      facts.put("Seconds since the earlier reading", Double.toString(reading.secondsSince(then)));
      facts.put("Earlier COUNT_RECEIVED_HEARTBEATS", Long.toString(then.receivedHeartbeats()));
      facts.put("Earlier Last_IO_Error", then.lastIoError());
    }
    // An empty reading is no evidence.
    facts.values().removeIf(String::isEmpty);
    return Collections.unmodifiableMap(facts);
  }

  // An errant transaction is proven by two readings, so both are named with their times.
  private static void beside(
      SourceComparison compared, ChannelReading reading, Map<String, String> facts) {
    facts.put("Source's @@server_uuid", compared.source().serverUuid());
    compared.replicaReadAt().ifPresent(at -> facts.put("Replica read at", at.toString()));
    facts.put("Source read at", compared.source().readAt().toString());
    facts.put("Executed here and not on the source", compared.errant().toString());
    facts.put("Of these under this server's own server_uuid", compared.own().toString());
    reading
        .around()
        .elsewhere()
        .ifPresentOrElse(
            others ->
                facts.put(
                    "Nor on the other channels' sources",
                    others.stream()
                        .map(it -> it.serverUuid() + " read at " + it.readAt())
                        .collect(Collectors.joining(", "))),
            () ->
                facts.put("Other channels' sources", "not all are read: nothing is proven errant"));
    reading
        .around()
        .self()
        .filter(_ -> !compared.own().isEmpty())
        .ifPresent(self -> facts.put("read_only", self.readOnly() ? "ON" : "OFF"));
    GtidSet missing = reading.missingFromSource();
    facts.put(
        "Executed on the source and not here",
        missing.isEmpty() ? "" : missing.count() + " transactions: " + missing);
    facts.put("Purged on the source and not here", compared.purgedAndMissing().toString());
  }
}
