package io.replicamedic.rung.replication;

import io.replicamedic.replication.ReplicationStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A status as facts for the journal, in the server's words. */
final class Facts {
  private Facts() {}

  static Map<String, String> of(Optional<ReplicationStatus> status) {
    return status.map(Facts::of).orElse(Map.of("channel", "not configured"));
  }

  static Map<String, String> of(ReplicationStatus status) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("Replica_IO_Running", status.receiver().word());
    facts.put("Replica_SQL_Running", status.applier().word());
    facts.put("Source", status.source().toString());
    if (status.lastIoErrno() != 0) {
      facts.put("Last_IO_Errno", Integer.toString(status.lastIoErrno()));
      facts.put("Last_IO_Error", status.lastIoError());
    }
    status
        .conflict()
        .ifPresent(
            error -> {
              facts.put("Last_SQL_Errno", Integer.toString(error.errno()));
              facts.put("APPLYING_TRANSACTION", error.transaction());
            });
    Long behind = status.secondsBehind();
    facts.put("Seconds_Behind_Source", behind == null ? "NULL" : behind.toString());
    return facts;
  }

  static Map<String, String> with(Map<String, String> facts, String name, String value) {
    Map<String, String> all = new LinkedHashMap<>(facts);
    all.put(name, value);
    return all;
  }
}
