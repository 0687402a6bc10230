package io.replicamedic.adapter.mysql;

import io.replicamedic.replication.ChannelDetail;
import io.replicamedic.replication.Endpoint;
import io.replicamedic.replication.ReplicationStatus;
import io.replicamedic.replication.ThreadState;
import java.sql.SQLException;
import java.time.Clock;
import java.time.DateTimeException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads one channel's status, whatever the server's dialect; used by MysqlReplicaSession. */
final class StatusReader {
  private static final String REPLICA = "SHOW REPLICA STATUS";
  private static final String SLAVE = "SHOW SLAVE STATUS";
  private static final int SYNTAX_ERROR = 1064;

  private final Session session;
  private final ReplicationTables tables;
  private final GtidSets sets;
  private final Clock clock;
  private @Nullable String dialect;

  StatusReader(Session session, ReplicationTables tables, GtidSets sets, Clock clock) {
    this.session = session;
    this.tables = tables;
    this.sets = sets;
    this.clock = clock;
  }

  Optional<ReplicationStatus> read(String channel) {
    return row(channel).map(row -> statusOf(row, tables.besideStatus()));
  }

  /** Every channel that is configured. */
  List<ReplicationStatus> readAll() {
    List<ServerRow> rows = rows();
    if (rows.isEmpty()) {
      return List.of();
    }
    BesideStatus beside = tables.besideStatus();
    return rows.stream().map(row -> statusOf(row, beside)).toList();
  }

  List<String> channels() {
    return rows().stream().map(row -> row.text("Channel_Name")).toList();
  }

  /** By name, whether either thread of the channel runs or tries to. */
  Map<String, Boolean> runningChannels() {
    return rows().stream()
        .collect(
            Collectors.toMap(
                row -> row.text("Channel_Name"),
                row ->
                    !row.text("Replica_IO_Running").equals("No")
                        || !row.text("Replica_SQL_Running").equals("No")));
  }

  /** Every column as the server names it; empty when the channel is not configured. */
  Optional<ServerRow> row(String channel) {
    return rows().stream().filter(row -> row.text("Channel_Name").equals(channel)).findFirst();
  }

  /**
   * All channels, chosen from here: FOR CHANNEL with a name that does not exist is an error, and
   * 5.6 does not know the clause. Which statement the server has is tried, not looked up by its
   * version: each is a syntax error where the other rules (domain.md 3).
   */
  private List<ServerRow> rows() {
    if (dialect == null) {
      dialect = probe();
    }
    return session.query(dialect);
  }

  private String probe() {
    try {
      session.tryRead(REPLICA, row -> "");
      return REPLICA;
    } catch (SQLException e) {
      if (e.getErrorCode() == SYNTAX_ERROR) {
        return SLAVE;
      }
      throw Refusals.of(session.login(), e);
    }
  }

  private ReplicationStatus statusOf(ServerRow row, BesideStatus beside) {
    try {
      return statusOf(row.text("Channel_Name"), row, beside);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw session.unreadable(0, "its replication status makes no sense: " + e.getMessage(), e);
    }
  }

  private ReplicationStatus statusOf(String channel, ServerRow row, BesideStatus beside) {
    String heartbeat = beside.configuration(channel).text("HEARTBEAT_INTERVAL");
    return new ReplicationStatus(
        channel,
        ThreadState.parse(row.text("Replica_IO_Running")),
        ThreadState.parse(row.text("Replica_SQL_Running")),
        new Endpoint(row.text("Source_Host"), row.integer("Source_Port")),
        row.text("Source_User"),
        row.text("Source_UUID"),
        row.text("Auto_Position").equals("1"),
        row.text("Source_SSL_Allowed").equals("Yes"),
        sets.of(row.text("Retrieved_Gtid_Set")),
        sets.of(row.text("Executed_Gtid_Set")),
        row.integer("Last_IO_Errno"),
        row.text("Last_IO_Error"),
        row.integer("Last_SQL_Errno"),
        row.text("Last_SQL_Error"),
        beside.workerErrors(channel),
        row.nullableNumber("Seconds_Behind_Source"),
        row.integer("Connect_Retry"),
        row.number("Source_Retry_Count"),
        row.integer("SQL_Delay"),
        beside.connection(channel).number("COUNT_RECEIVED_HEARTBEATS"),
        heartbeat.isEmpty() ? 0 : Double.parseDouble(heartbeat),
        row.text("Relay_Source_Log_File"),
        row.number("Exec_Source_Log_Pos"),
        detail(channel, row, beside),
        clock.instant());
  }

  private static ChannelDetail detail(String channel, ServerRow row, BesideStatus beside) {
    return new ChannelDetail(
        row.text("Replica_IO_State"),
        row.text("Replica_SQL_Running_State"),
        beside.receiverErrorAt(channel),
        beside.applierErrorAt(channel),
        row.text("Source_Log_File"),
        row.number("Read_Source_Log_Pos"),
        row.text("Relay_Log_File"),
        row.number("Relay_Log_Pos"),
        row.number("Relay_Log_Space"),
        Optional.ofNullable(row.nullableNumber("SQL_Remaining_Delay")),
        beside.commits(channel));
  }
}
