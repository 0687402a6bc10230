package io.replicamedic.adapter.mysql;

import io.replicamedic.outside.DatabaseUnreachable;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One connection and the only ways to run a statement on it; used by every reader here. Once it is
 * in doubt (no answer, lost, a call that failed) it is cut and answers nothing any more.
 */
final class Session implements AutoCloseable {
  private static final Executor SAME_THREAD = Runnable::run;

  private final Login login;
  private final Connection connection;
  private final Timeouts timeouts;
  private final long connectionId;
  private @Nullable String thrownAway;

  private Session(Login login, Connection connection, Timeouts timeouts, long connectionId) {
    this.login = login;
    this.connection = connection;
    this.timeouts = timeouts;
    this.connectionId = connectionId;
  }

  static Session opened(Login login, Connection connection, Timeouts timeouts) throws SQLException {
    try (var statement = connection.createStatement();
        ResultSet id = statement.executeQuery("SELECT CONNECTION_ID()")) {
      id.next();
      Session session = new Session(login, connection, timeouts, id.getLong(1));
      session.waitFor(timeouts.read());
      return session;
    } catch (SQLException e) {
      connection.abort(SAME_THREAD);
      throw e;
    }
  }

  /** What one result row becomes. */
  interface Mapping<T> {
    T of(ResultSet row) throws SQLException;
  }

  long connectionId() {
    return connectionId;
  }

  Login login() {
    return login;
  }

  /** All rows, all columns; throws DatabaseUnreachable. */
  List<ServerRow> query(String sql, Object... arguments) {
    return read(sql, Session::row, arguments);
  }

  /** All rows, mapped; throws DatabaseUnreachable. */
  <T> List<T> read(String sql, Mapping<T> mapping, Object... arguments) {
    try {
      return tryRead(sql, mapping, arguments);
    } catch (SQLException e) {
      throw Refusals.of(login, e);
    }
  }

  /** As read, for callers to whom the server's refusal is an answer. */
  <T> List<T> tryRead(String sql, Mapping<T> mapping, Object... arguments) throws SQLException {
    requireUsable();
    try (Statement statement = statement(sql, arguments)) {
      List<T> rows = new ArrayList<>();
      try (ResultSet result =
          statement instanceof PreparedStatement prepared
              ? prepared.executeQuery()
              : statement.executeQuery(sql)) {
        while (result.next()) {
          rows.add(mapping.of(result));
        }
      }
      return rows;
    } catch (SQLException e) {
      if (Refusals.isCommunication(e)) {
        throwAway(Refusals.networkWords(e));
      }
      throw e;
    }
  }

  // The driver parses what is prepared, each time: most of what we read has nothing to set.
  private Statement statement(String sql, Object... arguments) throws SQLException {
    if (arguments.length == 0) {
      return connection.createStatement();
    }
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < arguments.length; i++) {
      statement.setObject(i + 1, arguments[i]);
    }
    return statement;
  }

  /** A statement without result rows; the number of rows it changed. */
  int execute(String sql) throws SQLException {
    requireUsable();
    try (var statement = connection.createStatement()) {
      return statement.executeUpdate(sql);
    } catch (SQLException e) {
      if (Refusals.isCommunication(e)) {
        throwAway(Refusals.networkWords(e));
      }
      throw e;
    }
  }

  /** The connection itself, for a call with several result sets. */
  Connection connection() {
    requireUsable();
    return connection;
  }

  /** How long the next answers may take; back to the reading timeout with {@link #waitAsUsual}. */
  void waitFor(Duration wait) throws SQLException {
    connection.setNetworkTimeout(SAME_THREAD, Math.clamp(wait.toMillis(), 1, 86_400_000));
  }

  void waitAsUsual() throws SQLException {
    waitFor(timeouts.read());
  }

  /** Cuts the socket without a QUIT, which a hung server would let us wait for. */
  void throwAway(String why) {
    if (thrownAway == null) {
      thrownAway = why;
      try {
        connection.abort(SAME_THREAD);
      } catch (SQLException ignored) {
        // It is gone either way: nothing is sent on it any more.
      }
    }
  }

  /** Unreadable for a reason that is ours, such as an answer that makes no sense. */
  DatabaseUnreachable unreadable(int errno, String why, Throwable cause) {
    return new DatabaseUnreachable(login.role(), login.endpoint(), errno, why, cause);
  }

  @Override
  public void close() {
    if (thrownAway == null) {
      thrownAway = "closed";
      try {
        connection.close();
      } catch (SQLException ignored) {
        // A QUIT that cannot be sent: the server notices the closed socket.
      }
    }
  }

  private void requireUsable() {
    if (thrownAway != null) {
      String why = "the session was thrown away: " + thrownAway;
      throw unreadable(0, why, new IllegalStateException(why));
    }
  }

  /** Bytes and not getString: the driver would reword dates and refuse zero ones. */
  static @Nullable String text(ResultSet row, int column) throws SQLException {
    byte[] bytes = row.getBytes(column);
    return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
  }

  static ServerRow row(ResultSet row) throws SQLException {
    Map<String, @Nullable String> texts = new LinkedHashMap<>();
    var columns = row.getMetaData();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      texts.put(columns.getColumnLabel(i), text(row, i));
    }
    return new ServerRow(texts);
  }
}
