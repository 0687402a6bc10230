package io.replicamedic.adapter.mysql;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * performance_schema's replication tables, whole rows of one channel: they answer even when
 * performance_schema is OFF. Always SELECT *: columns differ by version, and a restore point wants
 * those too that we do not know. A table that the server does not have is an empty one.
 */
final class ReplicationTables {
  private static final int NO_SUCH_TABLE = 1146;

  private final Session session;

  ReplicationTables(Session session) {
    this.session = session;
  }

  ServerRow connectionConfiguration(String channel) {
    return first("replication_connection_configuration", channel);
  }

  ServerRow connectionStatus(String channel) {
    return first("replication_connection_status", channel);
  }

  ServerRow applierConfiguration(String channel) {
    return first("replication_applier_configuration", channel);
  }

  /** Empty when the server has no such table (before 8.0). */
  Optional<List<ServerRow>> filters(String channel) {
    return rowsOf("replication_applier_filters", channel);
  }

  List<ServerRow> workers(String channel) {
    return rows("replication_applier_status_by_worker", channel);
  }

  private ServerRow first(String table, String channel) {
    List<ServerRow> rows = rows(table, channel);
    return rows.isEmpty() ? new ServerRow(Map.of()) : rows.getFirst();
  }

  private List<ServerRow> rows(String table, String channel) {
    return rowsOf(table, channel).orElse(List.of());
  }

  private Optional<List<ServerRow>> rowsOf(String table, String channel) {
    try {
      return Optional.of(
          session.tryRead(
              "SELECT * FROM performance_schema." + table + " WHERE CHANNEL_NAME = ?",
              Session::row,
              channel));
    } catch (SQLException e) {
      if (e.getErrorCode() == NO_SUCH_TABLE) {
        return Optional.empty();
      }
      throw Refusals.of(session.login(), e);
    }
  }
}
