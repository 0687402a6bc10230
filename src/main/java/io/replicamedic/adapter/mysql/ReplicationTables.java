package io.replicamedic.adapter.mysql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
  private static final String CONFIGURATION = "replication_connection_configuration";
  private static final String CONNECTION = "replication_connection_status";
  private static final String COORDINATOR = "replication_applier_status_by_coordinator";
  private static final String WORKERS = "replication_applier_status_by_worker";

  /** One statement for what each reading needs: four would be four round trips. */
  private static final String BESIDE =
      """
      SELECT * FROM performance_schema.%s c
      LEFT JOIN performance_schema.%s s ON s.CHANNEL_NAME = c.CHANNEL_NAME
      LEFT JOIN performance_schema.%s o ON o.CHANNEL_NAME = c.CHANNEL_NAME
      LEFT JOIN performance_schema.%s w ON w.CHANNEL_NAME = c.CHANNEL_NAME
      """
          .formatted(CONFIGURATION, CONNECTION, COORDINATOR, WORKERS);

  private final Session session;

  ReplicationTables(Session session) {
    this.session = session;
  }

  ServerRow connectionConfiguration(String channel) {
    return first(CONFIGURATION, channel);
  }

  ServerRow applierConfiguration(String channel) {
    return first("replication_applier_configuration", channel);
  }

  /** Empty when the server has no such table (before 8.0). */
  Optional<List<ServerRow>> filters(String channel) {
    return rows("replication_applier_filters").map(rows -> of(rows, channel));
  }

  List<ServerRow> workers(String channel) {
    return of(all(WORKERS), channel);
  }

  /** What a status is joined with, of all channels at once. */
  BesideStatus besideStatus() {
    try {
      return split(session.tryRead(BESIDE, ReplicationTables::byTable));
    } catch (SQLException e) {
      if (e.getErrorCode() == NO_SUCH_TABLE) {
        return new BesideStatus(
            all(CONFIGURATION), all(CONNECTION), all(COORDINATOR), all(WORKERS));
      }
      throw Refusals.of(session.login(), e);
    }
  }

  /** A row of each table in each row; where one has several for a channel, the others repeat. */
  private static BesideStatus split(List<Map<String, ServerRow>> joined) {
    return new BesideStatus(
        each(CONFIGURATION, joined),
        each(CONNECTION, joined),
        each(COORDINATOR, joined),
        each(WORKERS, joined));
  }

  private static List<ServerRow> each(String table, List<Map<String, ServerRow>> joined) {
    return joined.stream()
        .flatMap(row -> Optional.ofNullable(row.get(table)).stream())
        .filter(row -> row.columns().get("CHANNEL_NAME") != null)
        .distinct()
        .toList();
  }

  private static Map<String, ServerRow> byTable(ResultSet row) throws SQLException {
    Map<String, ServerRow> byTable = new HashMap<>();
    var columns = row.getMetaData();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      byTable
          .computeIfAbsent(columns.getTableName(i), _ -> new ServerRow(new LinkedHashMap<>()))
          .columns()
          .put(columns.getColumnLabel(i), Session.text(row, i));
    }
    return byTable;
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
