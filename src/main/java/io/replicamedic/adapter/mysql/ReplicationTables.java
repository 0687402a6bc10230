package io.replicamedic.adapter.mysql;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * performance_schema's replication tables, whole rows: they answer even when performance_schema is
 * OFF. Always SELECT *: columns differ by version, and a restore point wants those too that we do
 * not know. A table that the server does not have is an empty one.
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

  ServerRow applierConfiguration(String channel) {
    return first("replication_applier_configuration", channel);
  }

  /** Empty when the server has no such table (before 8.0). */
  Optional<List<ServerRow>> filters(String channel) {
    return rows("replication_applier_filters").map(rows -> of(rows, channel));
  }

  List<ServerRow> workers(String channel) {
    return of(all("replication_applier_status_by_worker"), channel);
  }

  /** What a status is joined with, of all channels at once. */
  BesideStatus besideStatus() {
    return new BesideStatus(
        all("replication_connection_configuration"),
        all("replication_connection_status"),
        all("replication_applier_status_by_coordinator"),
        all("replication_applier_status_by_worker"));
  }

  static List<ServerRow> of(List<ServerRow> rows, String channel) {
    return rows.stream().filter(row -> row.text("CHANNEL_NAME").equals(channel)).toList();
  }

  private ServerRow first(String table, String channel) {
    return of(all(table), channel).stream().findFirst().orElse(new ServerRow(Map.of()));
  }

  private List<ServerRow> all(String table) {
    return rows(table).orElse(List.of());
  }

  private Optional<List<ServerRow>> rows(String table) {
    try {
      return Optional.of(
          session.tryRead("SELECT * FROM performance_schema." + table, Session::row));
    } catch (SQLException e) {
      if (e.getErrorCode() == NO_SUCH_TABLE) {
        return Optional.empty();
      }
      throw Refusals.of(session.login(), e);
    }
  }
}
