package io.replicamedic.adapter.store;

import io.replicamedic.controls.Downtime;
import io.replicamedic.controls.DowntimeStore;
import io.replicamedic.journal.Draft;
import io.replicamedic.journal.EntryKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Downtimes in the store; one a database. */
@Component
final class JdbcDowntimes implements DowntimeStore {
  private final JdbcClient jdbc;
  private final JdbcJournal journal;
  private final Transactions transactions;

  JdbcDowntimes(JdbcClient jdbc, JdbcJournal journal, Transactions transactions) {
    this.jdbc = jdbc;
    this.journal = journal;
    this.transactions = transactions;
  }

  @Override
  public List<Downtime> after(Instant moment) {
    return jdbc.sql("SELECT * FROM downtime WHERE ends_at > ?")
        .param(Times.text(moment))
        .query((row, number) -> downtime(row))
        .list();
  }

  @Override
  public void put(Downtime downtime) {
    transactions.run(
        status -> {
          jdbc.sql("DELETE FROM downtime WHERE database_id = ?")
              .param(downtime.database())
              .update();
          insert(downtime);
          return tell(
              downtime.database(),
              EntryKind.DOWNTIME,
              downtime.setBy(),
              "downtime until " + downtime.until() + ", owner " + downtime.owner(),
              downtime.reason());
        });
  }

  @Override
  public boolean end(String database, Instant at, String actor, String reason) {
    return transactions.run(
        status -> {
          int ended =
              jdbc.sql("UPDATE downtime SET ends_at = ? WHERE database_id = ? AND ends_at > ?")
                  .params(Times.text(at), database, Times.text(at))
                  .update();
          return ended == 1
              && tell(database, EntryKind.DOWNTIME_ENDED, actor, "downtime ended by hand", reason);
        });
  }

  private boolean tell(
      String database, EntryKind kind, String actor, String summary, String reason) {
    journal.link(
        "database:" + database,
        List.of(new Draft(kind, actor, "", "", summary, Map.of("reason", reason))));
    return true;
  }

  private void insert(Downtime downtime) {
    jdbc.sql(
            "INSERT INTO downtime (database_id, owner, reason, begins_at, ends_at, set_by)"
                + " VALUES (?, ?, ?, ?, ?, ?)")
        .params(
            downtime.database(),
            downtime.owner(),
            downtime.reason(),
            Times.text(downtime.from()),
            Times.text(downtime.until()),
            downtime.setBy())
        .update();
  }

  private static Downtime downtime(ResultSet row) throws SQLException {
    return new Downtime(
        row.getString("database_id"),
        row.getString("owner"),
        row.getString("reason"),
        Instant.parse(row.getString("begins_at")),
        Instant.parse(row.getString("ends_at")),
        row.getString("set_by"));
  }
}
