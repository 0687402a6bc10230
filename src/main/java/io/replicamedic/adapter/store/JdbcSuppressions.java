package io.replicamedic.adapter.store;

import io.replicamedic.audit.Suppression;
import io.replicamedic.audit.SuppressionStore;
import io.replicamedic.journal.Draft;
import io.replicamedic.journal.EntryKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Suppressions in the store; one a database and rule, the last. */
@Component
final class JdbcSuppressions implements SuppressionStore {
  private final JdbcClient jdbc;
  private final JdbcJournal journal;
  private final Transactions transactions;

  JdbcSuppressions(JdbcClient jdbc, JdbcJournal journal, Transactions transactions) {
    this.jdbc = jdbc;
    this.journal = journal;
    this.transactions = transactions;
  }

  @Override
  public List<Suppression> after(Instant moment) {
    return jdbc.sql("SELECT * FROM durability_suppression WHERE ends_at > ?")
        .param(Times.text(moment))
        .query((row, number) -> suppression(row))
        .list();
  }

  @Override
  public List<Suppression> of(String database) {
    return jdbc.sql("SELECT * FROM durability_suppression WHERE database_id = ? ORDER BY rule_id")
        .param(database)
        .query((row, number) -> suppression(row))
        .list();
  }

  @Override
  public void put(Suppression suppression) {
    transactions.run(
        status -> {
          jdbc.sql("DELETE FROM durability_suppression WHERE database_id = ? AND rule_id = ?")
              .params(suppression.database(), suppression.rule())
              .update();
          insert(suppression);
          return tell(
              suppression.database(),
              EntryKind.SUPPRESSED,
              suppression.setBy(),
              "finding "
                  + suppression.rule()
                  + " suppressed until "
                  + suppression.until()
                  + ", owner "
                  + suppression.owner(),
              Map.of(
                  "rule", suppression.rule(),
                  "owner", suppression.owner(),
                  "reason", suppression.reason(),
                  "until", suppression.until().toString()));
        });
  }

  @Override
  public boolean end(String database, String rule, Instant at, String actor, String reason) {
    return transactions.run(
        status -> {
          int ended =
              jdbc.sql(
                      "UPDATE durability_suppression SET ends_at = ? WHERE database_id = ? AND"
                          + " rule_id = ? AND ends_at > ?")
                  .params(Times.text(at), database, rule, Times.text(at))
                  .update();
          return ended == 1
              && tell(
                  database,
                  EntryKind.SUPPRESSION_ENDED,
                  actor,
                  "suppression of finding " + rule + " ended by hand",
                  Map.of("rule", rule, "reason", reason));
        });
  }

  private boolean tell(
      String database, EntryKind kind, String actor, String summary, Map<String, Object> detail) {
    journal.link("database:" + database, List.of(new Draft(kind, actor, "", "", summary, detail)));
    return true;
  }

  private void insert(Suppression it) {
    jdbc.sql(
            "INSERT INTO durability_suppression (database_id, rule_id, owner, reason, begins_at,"
                + " ends_at, set_by) VALUES (?, ?, ?, ?, ?, ?, ?)")
        .params(
            it.database(),
            it.rule(),
            it.owner(),
            it.reason(),
            Times.text(it.from()),
            Times.text(it.until()),
            it.setBy())
        .update();
  }

  private static Suppression suppression(ResultSet row) throws SQLException {
    return new Suppression(
        row.getString("database_id"),
        row.getString("rule_id"),
        row.getString("owner"),
        row.getString("reason"),
        Instant.parse(row.getString("begins_at")),
        Instant.parse(row.getString("ends_at")),
        row.getString("set_by"));
  }
}
