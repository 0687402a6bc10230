package io.replicamedic.adapter.store;

import io.replicamedic.journal.Draft;
import io.replicamedic.obligation.Alarm;
import io.replicamedic.obligation.Alarms;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Alarms in the store; the unique key on the obligation lets each have one. */
@Component
final class JdbcAlarms implements Alarms {
  private final JdbcClient jdbc;
  private final JdbcJournal journal;
  private final NoticeTasks notices;
  private final Transactions transactions;
  private final Clock clock;

  JdbcAlarms(
      JdbcClient jdbc,
      JdbcJournal journal,
      NoticeTasks notices,
      Transactions transactions,
      Clock clock) {
    this.jdbc = jdbc;
    this.journal = journal;
    this.notices = notices;
    this.transactions = transactions;
    this.clock = clock;
  }

  @Override
  public boolean raise(Alarm alarm, Draft entry) {
    return nudging(
        transactions.run(
            status -> {
              if (of(alarm.obligationId()).isPresent()) {
                return false;
              }
              insert(alarm);
              return told(alarm, NoticeTasks.What.RAISED, entry);
            }));
  }

  @Override
  public boolean clear(Alarm alarm, Instant at, Draft entry) {
    return nudging(
        transactions.run(
            status -> {
              int cleared =
                  jdbc.sql("UPDATE alarm SET cleared_at = ? WHERE id = ? AND cleared_at IS NULL")
                      .params(Times.text(at), alarm.id())
                      .update();
              return cleared == 1 && told(alarm, NoticeTasks.What.CLEARED, entry);
            }));
  }

  private boolean told(Alarm alarm, NoticeTasks.What what, Draft entry) {
    journal.link(alarm.workflowId(), List.of(entry));
    notices.schedule(alarm.id(), what, clock.instant());
    return true;
  }

  private boolean nudging(boolean told) {
    if (told) {
      notices.nudge();
    }
    return told;
  }

  @Override
  public Optional<Alarm> find(String id) {
    return jdbc.sql("SELECT * FROM alarm WHERE id = ?")
        .param(id)
        .query((row, number) -> alarm(row))
        .optional();
  }

  @Override
  public Optional<Alarm> of(String obligationId) {
    return jdbc.sql("SELECT * FROM alarm WHERE obligation_id = ?")
        .param(obligationId)
        .query((row, number) -> alarm(row))
        .optional();
  }

  @Override
  public List<Alarm> standing() {
    return jdbc.sql("SELECT * FROM alarm WHERE cleared_at IS NULL ORDER BY raised_at, id")
        .query((row, number) -> alarm(row))
        .list();
  }

  private void insert(Alarm alarm) {
    jdbc.sql(
            "INSERT INTO alarm (id, obligation_id, workflow_id, kind, target, summary, deadline,"
                + " raised_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
        .params(
            alarm.id(),
            alarm.obligationId(),
            alarm.workflowId(),
            alarm.kind(),
            alarm.database(),
            alarm.summary(),
            Times.text(alarm.deadline()),
            Times.text(alarm.raisedAt()))
        .update();
  }

  private static Alarm alarm(ResultSet row) throws SQLException {
    return new Alarm(
        row.getString("id"),
        row.getString("obligation_id"),
        row.getString("workflow_id"),
        row.getString("kind"),
        row.getString("target"),
        row.getString("summary"),
        Instant.parse(row.getString("deadline")),
        Instant.parse(row.getString("raised_at")),
        Optional.ofNullable(row.getString("cleared_at")).map(Instant::parse));
  }
}
