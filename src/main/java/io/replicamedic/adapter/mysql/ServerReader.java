package io.replicamedic.adapter.mysql;

import io.replicamedic.outside.Procedures;
import io.replicamedic.outside.ServerFacts;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what a server says of itself; used by both kinds of session. */
final class ServerReader {
  private static final int NO_SUCH_VARIABLE = 1193;
  private static final Duration SLOW = Duration.ofMinutes(1);

  private final Session session;
  private final GtidSets sets;
  private @Nullable ServerRow slow;
  private Instant slowAt = Instant.MIN;

  ServerReader(Session session, GtidSets sets) {
    this.session = session;
    this.sets = sets;
  }

  /** GTID sets by SELECT: SHOW VARIABLES would cut a long one at 1,024 characters. */
  ServerFacts facts() {
    ServerRow gtids =
        session
            .query("SELECT @@GLOBAL.gtid_executed AS executed, @@GLOBAL.gtid_purged AS purged")
            .getFirst();
    ServerRow variables = variables();
    return facts(gtids, variables, variables);
  }

  /**
   * GTID sets and read_only as they are now; what changes by a person's hand only was read at most
   * a minute ago: a server goes through all of its variables for a SHOW.
   */
  ServerFacts recentFacts(Instant now) {
    if (slow == null || slowAt.plus(SLOW).isBefore(now)) {
      slow = variables();
      slowAt = now;
    }
    ServerRow variables = slow;
    try {
      ServerRow quick =
          session
              .tryRead(
                  "SELECT @@GLOBAL.gtid_executed AS executed, @@GLOBAL.gtid_purged AS purged,"
                      + " @@GLOBAL.read_only AS read_only,"
                      + " @@GLOBAL.super_read_only AS super_read_only",
                  Session::row)
              .getFirst();
      return facts(quick, quick, variables);
    } catch (SQLException e) {
      // Old servers lack one or another: they are asked as ever.
      if (e.getErrorCode() == NO_SUCH_VARIABLE) {
        return facts();
      }
      throw Refusals.of(session.login(), e);
    }
  }

  private ServerFacts facts(ServerRow gtids, ServerRow writable, ServerRow variables) {
    try {
      return new ServerFacts(
          variables.text("version"),
          variables.text("server_uuid"),
          variables.text("gtid_mode"),
          sets.of(gtids.text("executed")),
          sets.of(gtids.text("purged")),
          isOn(writable, "read_only"),
          isOn(writable, "super_read_only"),
          isOn(variables, "log_replica_updates", "log_slave_updates"),
          isOn(variables, "relay_log_recovery"),
          number(variables, "replica_parallel_workers", "slave_parallel_workers"),
          isOn(variables, "replica_preserve_commit_order", "slave_preserve_commit_order"),
          number(variables, "replica_net_timeout", "slave_net_timeout"));
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

  /** By SHOW: selecting one that is not there is an error, and many have had two names. */
  private ServerRow variables() {
    Map<String, @Nullable String> values = new HashMap<>();
    session
        .query(
            "SHOW GLOBAL VARIABLES WHERE Variable_name IN ('version', 'server_uuid', 'gtid_mode',"
                + " 'read_only', 'super_read_only', 'relay_log_recovery',"
                + " 'log_replica_updates', 'log_slave_updates',"
                + " 'replica_parallel_workers', 'slave_parallel_workers',"
                + " 'replica_preserve_commit_order', 'slave_preserve_commit_order',"
                + " 'replica_net_timeout', 'slave_net_timeout')")
        .forEach(row -> values.put(row.text("Variable_name"), row.text("Value")));
    return new ServerRow(values);
  }

  private static boolean isOn(ServerRow variables, String... names) {
    return Set.of("ON", "1").contains(value(variables, names));
  }

  private static int number(ServerRow variables, String... names) {
    String value = value(variables, names);
    return value.isEmpty() ? 0 : Integer.parseInt(value);
  }

  private static String value(ServerRow variables, String... names) {
    return Stream.of(names)
        .map(variables::text)
        .filter(value -> !value.isEmpty())
        .findFirst()
        .orElse("");
  }
}
