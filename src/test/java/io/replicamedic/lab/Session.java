package io.replicamedic.lab;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A conversation with a lab server, in plain SQL; used by the lab and its tests. Said in today's
 * words, it is sent in those of the server's release, and columns have today's names.
 */
public record Session(Connection connection, Release release) implements AutoCloseable {

  /** Runs statements one after the other; result rows are read and dropped. */
  public void run(String... statements) throws SQLException {
    for (String sql : statements) {
      results(sql);
    }
  }

  /** The rows of the first result, by column name; SQL's NULL is the text NULL. */
  public List<Map<String, String>> rows(String sql) throws SQLException {
    List<List<Map<String, String>>> results = results(sql);
    return results.isEmpty() ? List.of() : results.getFirst();
  }

  /** The first column of the first row, or the text NULL when there is no row. */
  public String value(String sql) throws SQLException {
    List<Map<String, String>> rows = rows(sql);
    return rows.isEmpty() ? "NULL" : rows.getFirst().values().iterator().next();
  }

  /** Every result set of a statement, as a procedure with several SELECTs gives them. */
  public List<List<Map<String, String>>> results(String sql) throws SQLException {
    List<List<Map<String, String>>> results = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      boolean isRows = statement.execute(release.words(sql));
      while (isRows || statement.getUpdateCount() != -1) {
        if (isRows) {
          results.add(read(statement.getResultSet()));
        }
        isRows = statement.getMoreResults();
      }
    }
    return results;
  }

  /** The server's error number for a statement that it refuses; 0 when it does not. */
  public int refusal(String sql) {
    try {
      results(sql);
      return 0;
    } catch (SQLException e) {
      return e.getErrorCode();
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  private List<Map<String, String>> read(ResultSet rows) throws SQLException {
    ResultSetMetaData columns = rows.getMetaData();
    List<Map<String, String>> all = new ArrayList<>();
    while (rows.next()) {
      Map<String, String> row = new LinkedHashMap<>();
      for (int i = 1; i <= columns.getColumnCount(); i++) {
        String value = rows.getString(i);
        row.put(release.column(columns.getColumnLabel(i)), value == null ? "NULL" : value);
      }
      all.add(row);
    }
    return all;
  }
}
