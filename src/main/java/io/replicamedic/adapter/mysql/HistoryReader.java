package io.replicamedic.adapter.mysql;

import io.replicamedic.replication.Act;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads mysql.rds_history, where the procedures write who called them and when; used by
 * MysqlReplicaSession. Seen in the bodies of RDS for MySQL 8.0.41: "Starting: stop slave" before
 * anything is looked at, "stop slave" once it is done; "… channel" for a named channel, whose name
 * is not kept; whole seconds, no key, so that rows of one second have the order of the table.
 */
final class HistoryReader {
  /** Only columns that every version has. The age is the server's own: its clock is not ours. */
  private static final String ROWS =
      "SELECT TIMESTAMPDIFF(MICROSECOND, action_timestamp, NOW(6)) AS age,"
          + " called_by_user, action FROM mysql.rds_history"
          + " WHERE action_timestamp > NOW() - INTERVAL ? SECOND";

  private static final String STARTING = "starting: ";

  private final Session session;
  private final Clock clock;

  HistoryReader(Session session, Clock clock) {
    this.session = session;
    this.clock = clock;
  }

  /** Empty where there is no such table, or it cannot be read. */
  Optional<List<Act>> read(Duration back) {
    try {
      List<ServerRow> rows = session.tryRead(ROWS, Session::row, back.toSeconds());
      Instant now = clock.instant();
      return Optional.of(
          rows.stream()
              .flatMap(row -> act(row, now).stream())
              .sorted(Comparator.comparing(Act::at))
              .toList());
    } catch (SQLException e) {
      // Who called what is good to know, and no reason to know nothing of the replica.
      if (Refusals.isCommunication(e)) {
        throw Refusals.of(session.login(), e);
      }
      return Optional.empty();
    }
  }

  private static Optional<Act> act(ServerRow row, Instant now) {
    Instant at = now.minus(row.number("age"), ChronoUnit.MICROS);
    String action = row.text("action");
    return kind(action).map(kind -> new Act(kind, channel(action), at, row.text("called_by_user")));
  }

  /**
   * What an action means; empty for what changes no thread and no source (a log rotated, a delay
   * set). A source is another one only once that is done; a stop was asked for when it begins.
   */
  static Optional<Act.Kind> kind(String action) {
    String words = action.toLowerCase(Locale.ROOT);
    boolean begins = words.startsWith(STARTING);
    String what = begins ? words.substring(STARTING.length()) : words;
    if (what.startsWith("stop ")) {
      return Optional.of(Act.Kind.STOP);
    }
    // The next log is fetched by a stop and a start of its own.
    if (what.startsWith("start ") || what.startsWith("next_")) {
      return Optional.of(Act.Kind.START);
    }
    if (what.startsWith("reset ")) {
      return Optional.of(Act.Kind.RESET);
    }
    if (what.startsWith("skip_") || what.startsWith("rds_skip_")) {
      return Optional.of(Act.Kind.SKIP);
    }
    return !begins && setsSource(what) ? Optional.of(Act.Kind.CONFIGURE) : Optional.empty();
  }

  private static boolean setsSource(String what) {
    return Stream.of("set master", "set channel", "set external").anyMatch(what::startsWith)
        && !what.contains("delay");
  }

  /** The default one, or empty: one of a name that is not kept. */
  static Optional<String> channel(String action) {
    boolean named = action.contains("channel") || action.endsWith("_ch");
    return named ? Optional.empty() : Optional.of("");
  }
}
