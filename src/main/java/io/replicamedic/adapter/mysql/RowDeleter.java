package io.replicamedic.adapter.mysql;

import io.replicamedic.forensics.RowImage;
import io.replicamedic.forensics.TableShape;
import io.replicamedic.outside.CallResult;
import io.replicamedic.outside.ReplicaSession;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Deletes local stray rows, all of them or none, each only if it is still exactly as a person or
 * the comparison saw it. Leaves a GTID of the replica's own uuid (domain.md 3a).
 */
final class RowDeleter {
  private final Session session;
  private final RowReader reader;

  RowDeleter(Session session, RowReader reader) {
    this.session = session;
    this.reader = reader;
  }

  CallResult delete(List<ReplicaSession.Row> rows, Duration wait) {
    try {
      // A lock must be refused before our patience ends: a refusal is certain, a silence is not.
      long lockSeconds = Math.max(1, wait.toSeconds() / 2);
      Deadline deadline = Deadline.in(wait);
      session.waitFor(deadline.left());
      session.execute(
          "SET SESSION innodb_lock_wait_timeout = "
              + lockSeconds
              + ", SESSION lock_wait_timeout = "
              + lockSeconds);
      session.execute("START TRANSACTION");
      for (ReplicaSession.Row row : rows) {
        session.waitFor(deadline.left());
        Optional<String> objection = delete(row.shape(), row.image());
        if (objection.isPresent()) {
          return refused(objection.get());
        }
      }
      session.execute("COMMIT");
      session.execute(
          "SET SESSION innodb_lock_wait_timeout = @@GLOBAL.innodb_lock_wait_timeout,"
              + " SESSION lock_wait_timeout = @@GLOBAL.lock_wait_timeout");
      session.waitAsUsual();
      return new CallResult.Returned(List.of(Map.of("deleted", Integer.toString(rows.size()))));
    } catch (SQLException e) {
      return failed(e);
    }
  }

  private Optional<String> delete(TableShape shape, RowImage expected) throws SQLException {
    if (shape.primaryKey().isEmpty()) {
      return Optional.of(shape.name() + " has no primary key: a row cannot be told from its twins");
    }
    if (!expected.unreadable().isEmpty()) {
      return Optional.of(shape.name() + ": nothing certain about " + expected.unreadable());
    }
    List<RowImage> found =
        reader.rows(shape, shape.primaryKey(), expected, RowReader.Lock.FOR_UPDATE);
    if (found.size() != 1) {
      return Optional.of("the row of " + shape.name() + " is not there any more");
    }
    if (!found.getFirst().equals(expected)) {
      return Optional.of(
          "the row of " + shape.name() + " has changed in " + changed(expected, found.getFirst()));
    }
    int deleted =
        session.execute(
            "DELETE FROM "
                + RowReader.table(shape)
                + " WHERE "
                + reader.where(shape, shape.primaryKey(), expected));
    return deleted == 1
        ? Optional.empty()
        : Optional.of(deleted + " rows of " + shape.name() + " would be deleted, not 1");
  }

  private static List<String> changed(RowImage expected, RowImage found) {
    return found.values().keySet().stream()
        .filter(
            name ->
                !expected.values().containsKey(name)
                    || !Objects.equals(expected.values().get(name), found.values().get(name)))
        .toList();
  }

  private CallResult refused(String why) throws SQLException {
    session.execute("ROLLBACK");
    session.throwAway(why);
    return new CallResult.Failed(0, "", why + "; nothing was deleted");
  }

  /** An error leaves the transaction open; cutting the session rolls it back. */
  private CallResult failed(SQLException e) {
    if (Refusals.isCommunication(e)) {
      String why = Refusals.networkWords(e);
      session.throwAway(why);
      return new CallResult.StillRunning(session.connectionId(), why + " while deleting rows");
    }
    session.throwAway("deleting rows failed with error " + e.getErrorCode());
    return new CallResult.Failed(
        e.getErrorCode(),
        Objects.requireNonNullElse(e.getSQLState(), ""),
        Objects.requireNonNullElse(e.getMessage(), "") + "; nothing was deleted");
  }
}
