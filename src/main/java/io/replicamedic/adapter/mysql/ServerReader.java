package io.replicamedic.adapter.mysql;

import io.replicamedic.outside.Procedures;
import io.replicamedic.outside.ServerFacts;
import io.replicamedic.replication.GtidSet;
import java.util.Map;
import java.util.TreeMap;

/** Reads what a server says of itself; used by both kinds of session. */
final class ServerReader {
  private final Session session;

  ServerReader(Session session) {
    this.session = session;
  }

  /** By SELECT: SHOW VARIABLES would cut a long GTID set at 1,024 characters. */
  ServerFacts facts() {
    ServerRow row =
        session
            .query(
                "SELECT @@GLOBAL.version AS version, @@GLOBAL.server_uuid AS uuid,"
                    + " @@GLOBAL.gtid_mode AS mode, @@GLOBAL.gtid_executed AS executed,"
                    + " @@GLOBAL.gtid_purged AS purged, @@GLOBAL.read_only AS read_only")
            .getFirst();
    try {
      return new ServerFacts(
          row.text("version"),
          row.text("uuid"),
          row.text("mode"),
          GtidSet.parse(row.text("executed")),
          GtidSet.parse(row.text("purged")),
          row.text("read_only").equals("1"),
          variable("parallel_workers"),
          variable("net_timeout"));
    } catch (IllegalArgumentException e) {
      throw session.unreadable(0, "its GTID sets make no sense: " + e.getMessage(), e);
    }
  }

  /** Probed and counted, never looked up by engine or version (domain.md 2). */
  Procedures procedures() {
    Map<String, Integer> arities = new TreeMap<>();
    session
        .query(
            "SELECT r.ROUTINE_NAME AS name, COUNT(p.ORDINAL_POSITION) AS arity"
                + " FROM information_schema.ROUTINES r"
                + " LEFT JOIN information_schema.PARAMETERS p"
                + " ON p.SPECIFIC_SCHEMA = r.ROUTINE_SCHEMA"
                + " AND p.SPECIFIC_NAME = r.SPECIFIC_NAME AND p.ROUTINE_TYPE = r.ROUTINE_TYPE"
                + " WHERE r.ROUTINE_SCHEMA = 'mysql' AND r.ROUTINE_TYPE = 'PROCEDURE'"
                + " AND r.ROUTINE_NAME LIKE 'rds\\_%' GROUP BY r.ROUTINE_NAME")
        .forEach(row -> arities.put(row.text("name"), row.integer("arity")));
    return new Procedures(Map.copyOf(arities));
  }

  /** These variables have had two names, and asking for one that is not there is an error. */
  private int variable(String name) {
    return session
        .query(
            "SHOW GLOBAL VARIABLES WHERE Variable_name IN (?, ?)",
            "replica_" + name,
            "slave_" + name)
        .stream()
        .findFirst()
        .map(row -> row.integer("Value"))
        .orElse(0);
  }
}
