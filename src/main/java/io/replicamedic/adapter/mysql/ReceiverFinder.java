package io.replicamedic.adapter.mysql;

import io.replicamedic.outside.ReceiverSession;
import io.replicamedic.outside.Receivers;
import io.replicamedic.replication.ReplicationStatus;
import io.replicamedic.replication.ThreadState;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tells which of the receivers in the process list is a channel's; used by MysqlReplicaSession. A
 * connected one is known by its thread; one that is connecting has none, and is known only by what
 * it wrote to the error log (domain.md 3). Whom nobody knows may be anybody's.
 */
final class ReceiverFinder {
  private static final int NO_SUCH_TABLE = 1146;

  private static final String CONNECTED =
      "SELECT s.CHANNEL_NAME AS channel, t.PROCESSLIST_ID AS id"
          + " FROM performance_schema.replication_connection_status s"
          + " JOIN performance_schema.threads t ON t.THREAD_ID = s.THREAD_ID"
          + " WHERE t.PROCESSLIST_ID IS NOT NULL";

  /** After a restart the table has rows of before, whose ids are given anew [9.7.4]. */
  private static final String SAID =
      "SELECT THREAD_ID AS id, DATA AS said FROM performance_schema.error_log"
          + " WHERE SUBSYSTEM = 'Repl' AND DATA LIKE '%for channel %' AND LOGGED >="
          + " NOW(6) - INTERVAL (SELECT VARIABLE_VALUE FROM performance_schema.global_status"
          + " WHERE VARIABLE_NAME = 'Uptime') SECOND";

  private final Session session;
  private final ProcessList processes;
  private final StatusReader statuses;

  ReceiverFinder(Session session, ProcessList processes, StatusReader statuses) {
    this.session = session;
    this.processes = processes;
    this.statuses = statuses;
  }

  Receivers of(String channel) {
    List<ReplicationStatus> running =
        statuses.readAll().stream().filter(it -> it.receiver() != ThreadState.NO).toList();
    List<ReceiverSession> candidates = processes.receivers();
    if (candidates.isEmpty() || running.stream().noneMatch(it -> it.channel().equals(channel))) {
      return new Receivers.None();
    }
    if (running.size() == 1) {
      return candidates.size() == 1
          ? new Receivers.One(candidates.getFirst())
          : new Receivers.Several(candidates, "one channel's receiver runs");
    }
    Set<String> channels =
        running.stream().map(ReplicationStatus::channel).collect(Collectors.toSet());
    return told(channel, candidates, owners(candidates, channels), channels);
  }

  private static Receivers told(
      String channel,
      List<ReceiverSession> candidates,
      Map<Long, String> owners,
      Set<String> channels) {
    List<ReceiverSession> open =
        candidates.stream()
            .filter(it -> owners.getOrDefault(it.id(), channel).equals(channel))
            .toList();
    List<ReceiverSession> ours =
        open.stream().filter(it -> channel.equals(owners.get(it.id()))).toList();
    if (ours.size() == 1) {
      return new Receivers.One(ours.getFirst());
    }
    // By exclusion only when every other receiver is known: one that is in no receiver's state
    // right now would leave another channel's as the last one standing.
    Set<String> unknown = new HashSet<>(channels);
    unknown.removeAll(owners.values());
    if (open.size() == 1 && unknown.equals(Set.of(channel))) {
      return new Receivers.One(open.getFirst());
    }
    return open.isEmpty()
        ? new Receivers.None()
        : new Receivers.Several(
            open,
            "neither its thread nor the error log says which is the one of '" + channel + "'");
  }

  /** Whose receiver each candidate is, where something says so and nothing contradicts it. */
  private Map<Long, String> owners(List<ReceiverSession> candidates, Set<String> channels) {
    Map<Long, Set<String>> named = new HashMap<>();
    rows(CONNECTED)
        .forEach(
            row ->
                named
                    .computeIfAbsent(row.number("id"), _ -> new HashSet<>())
                    .add(row.text("channel")));
    for (ServerRow row : rows(SAID)) {
      channels.stream()
          .filter(name -> row.text("said").contains(" for channel '" + name + "': "))
          .forEach(name -> named.computeIfAbsent(row.number("id"), _ -> new HashSet<>()).add(name));
    }
    Map<Long, String> owners = new HashMap<>();
    for (ReceiverSession candidate : candidates) {
      Set<String> names = named.getOrDefault(candidate.id(), Set.of());
      if (names.size() == 1) {
        owners.put(candidate.id(), names.iterator().next());
      }
    }
    return owners;
  }

  /** error_log is there since 8.0.22; with performance_schema OFF both are empty. */
  private List<ServerRow> rows(String sql) {
    try {
      return session.tryRead(sql, Session::row);
    } catch (SQLException e) {
      if (e.getErrorCode() == NO_SUCH_TABLE) {
        return List.of();
      }
      throw Refusals.of(session.login(), e);
    }
  }
}
