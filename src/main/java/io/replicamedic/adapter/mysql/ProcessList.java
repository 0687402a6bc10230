package io.replicamedic.adapter.mysql;

import io.replicamedic.outside.KillAnswer;
import io.replicamedic.outside.ReceiverSession;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * The server's sessions, by SHOW PROCESSLIST: performance_schema may be OFF on RDS (domain.md 3),
 * INFORMATION_SCHEMA.PROCESSLIST is deprecated and takes a mutex over all sessions, and this
 * statement is there in every version. Not FULL: that would only lengthen Info, the statements'
 * texts, which may hold passwords and which are never looked at here.
 */
final class ProcessList {
  private static final int NO_SUCH_THREAD = 1094;
  private static final int KILL_DENIED = 1095;

  /** Stages of the receiver (sql/mysqld.cc), in the words since 8.0.26, lower case. */
  private static final Set<String> RECEIVER_STATES =
      Set.of(
          "connecting to source",
          "checking source version",
          "registering replica on source",
          "requesting binlog dump",
          "waiting for source to send event",
          "queueing source event to the relay log",
          "waiting for source update",
          "waiting to reconnect after a failed registration on source",
          "reconnecting after a failed registration on source",
          "waiting to reconnect after a failed binlog dump request",
          "reconnecting after a failed binlog dump request",
          "waiting to reconnect after a failed source event read",
          "reconnecting after a failed source event read",
          "waiting for the replica sql thread to free enough relay log space");

  /** By file and position, by GTID. */
  private static final Set<String> DUMPS = Set.of("Binlog Dump", "Binlog Dump GTID");

  private final Session session;
  private boolean privilegeProven;

  ProcessList(Session session) {
    this.session = session;
  }

  private record Entry(long id, String user, String host, String command, String state) {}

  boolean alive(long connectionId) {
    return entries().stream().anyMatch(entry -> entry.id == connectionId);
  }

  List<ReceiverSession> receivers() {
    return entries().stream()
        .filter(entry -> entry.user.equals("system user") && isReceiverState(entry.state))
        .map(entry -> new ReceiverSession(entry.id, entry.state))
        .toList();
  }

  /** From where this server's binary log is being read: replicas, and whoever acts as one. */
  List<String> dumps() {
    return entries().stream()
        .filter(entry -> DUMPS.contains(entry.command))
        .map(entry -> entry.host.replaceFirst(":\\d+$", ""))
        .sorted()
        .toList();
  }

  KillAnswer kill(long connectionId) {
    try {
      session.execute("KILL " + connectionId);
      return KillAnswer.ACCEPTED;
    } catch (SQLException e) {
      return switch (e.getErrorCode()) {
        case NO_SUCH_THREAD -> KillAnswer.GONE;
        case KILL_DENIED -> KillAnswer.REFUSED;
        default -> throw Refusals.of(session.login(), e);
      };
    }
  }

  /** Appliers and their workers are {@code system user} too, in other states. */
  static boolean isReceiverState(String state) {
    String modern =
        state.toLowerCase(Locale.ROOT).replace("master", "source").replace("slave", "replica");
    return RECEIVER_STATES.contains(modern);
  }

  private List<Entry> entries() {
    proveThatAllAreShown();
    return session.read(
        "SHOW PROCESSLIST",
        row ->
            new Entry(
                row.getLong("Id"),
                Objects.requireNonNullElse(row.getString("User"), ""),
                Objects.requireNonNullElse(row.getString("Host"), ""),
                Objects.requireNonNullElse(row.getString("Command"), ""),
                Objects.requireNonNullElse(row.getString("State"), "")));
  }

  /**
   * Without PROCESS the list silently holds our own sessions only, and a call inside a DEFINER
   * procedure is not one of them: it would look over while it runs (law 10). This table answers
   * 1227 to whoever lacks the privilege, roles considered, so the reading fails instead.
   */
  private void proveThatAllAreShown() {
    if (!privilegeProven) {
      session.query("SELECT NAME FROM information_schema.INNODB_METRICS LIMIT 1");
      privilegeProven = true;
    }
  }
}
