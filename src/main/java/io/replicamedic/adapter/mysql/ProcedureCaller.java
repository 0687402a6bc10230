package io.replicamedic.adapter.mysql;

import io.replicamedic.outside.CallResult;
import io.replicamedic.outside.ProcedureCall;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Runs one CALL to its end or to the end of our patience. Waits by the socket, not by a query
 * timeout: that one is a KILL QUERY, which a DEFINER procedure refuses (domain.md 2).
 */
final class ProcedureCaller {
  private final Session session;

  ProcedureCaller(Session session) {
    this.session = session;
  }

  CallResult call(ProcedureCall call, Duration wait) {
    var connection = session.connection();
    Scrubber scrubber = new Scrubber(call);
    Deadline deadline = Deadline.in(wait);
    // Not a CallableStatement: it would first read the procedure's definition, which takes rights.
    try (PreparedStatement statement = connection.prepareStatement(sql(call))) {
      for (int i = 0; i < call.arguments().size(); i++) {
        statement.setObject(i + 1, call.arguments().get(i).value());
      }
      session.waitFor(deadline.left());
      List<Map<String, String>> rows = rows(statement, deadline, scrubber);
      session.waitAsUsual();
      return new CallResult.Returned(rows);
    } catch (SQLException e) {
      return failed(e, wait, scrubber);
    }
  }

  /** Over ALL result sets: an error may come after several of them. */
  private List<Map<String, String>> rows(
      PreparedStatement statement, Deadline deadline, Scrubber scrubber) throws SQLException {
    List<Map<String, String>> rows = new ArrayList<>();
    boolean isResultSet = statement.execute();
    while (isResultSet || statement.getUpdateCount() != -1) {
      if (isResultSet) {
        try (ResultSet result = statement.getResultSet()) {
          while (result.next()) {
            rows.add(row(result, scrubber));
          }
        }
      }
      session.waitFor(deadline.left());
      isResultSet = statement.getMoreResults();
    }
    return List.copyOf(rows);
  }

  private static Map<String, String> row(ResultSet result, Scrubber scrubber) throws SQLException {
    Map<String, String> row = new LinkedHashMap<>();
    var columns = result.getMetaData();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      String text = Objects.requireNonNullElse(Session.text(result, i), "NULL");
      row.put(columns.getColumnLabel(i), scrubber.text(text));
    }
    return row;
  }

  private CallResult failed(SQLException e, Duration wait, Scrubber scrubber) {
    if (Refusals.isCommunication(e)) {
      String why = Refusals.networkWords(e);
      session.throwAway(why);
      return new CallResult.StillRunning(
          session.connectionId(), why + "; waited at most " + wait.toMillis() + " ms");
    }
    session.throwAway("a call on it failed with error " + e.getErrorCode());
    return new CallResult.Failed(
        e.getErrorCode(),
        Objects.requireNonNullElse(e.getSQLState(), ""),
        scrubber.error(e.getErrorCode(), Objects.requireNonNullElse(e.getMessage(), "")));
  }

  private static String sql(ProcedureCall call) {
    if (!call.name().matches("[A-Za-z0-9_]+")) {
      throw new IllegalArgumentException("not a procedure's name: '" + call.name() + "'");
    }
    String marks = "?, ".repeat(call.arguments().size());
    return "CALL mysql.`"
        + call.name()
        + "`("
        + (marks.isEmpty() ? "" : marks.substring(0, marks.length() - 2))
        + ")";
  }
}
