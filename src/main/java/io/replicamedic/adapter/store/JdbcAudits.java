package io.replicamedic.adapter.store;

import io.replicamedic.audit.AuditStore;
import io.replicamedic.audit.Judged;
import io.replicamedic.audit.KeptAudit;
import io.replicamedic.audit.Occasion;
import io.replicamedic.durability.Audit;
import io.replicamedic.durability.Finding;
import io.replicamedic.journal.Draft;
import io.replicamedic.journal.EntryKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Verdicts in the store; the rows of a database are written by one transaction at a time. */
@Component
final class JdbcAudits implements AuditStore {
  private static final Logger LOG = LoggerFactory.getLogger(JdbcAudits.class);

  /** Of each database: years of a database that is changed now and then. */
  static final int MOST = 200;

  private static final String ASKED = "ASKED";
  private static final String SCHEDULED = "SCHEDULED";

  private final JdbcClient jdbc;
  private final JdbcJournal journal;
  private final Transactions transactions;
  private final JsonMapper json;

  JdbcAudits(JdbcClient jdbc, JdbcJournal journal, Transactions transactions, JsonMapper json) {
    this.jdbc = jdbc;
    this.journal = journal;
    this.transactions = transactions;
    this.json = AuditDocument.mapper(json);
  }

  @Override
  public KeptAudit keep(Judged audit, Occasion occasion) {
    return transactions.run(status -> kept(audit, occasion));
  }

  private KeptAudit kept(Judged audit, Occasion occasion) {
    String database = audit.audit().database();
    long newest = newest(database);
    KeptAudit next =
        find(database, newest, " FOR UPDATE")
            .map(last -> last.then(audit, occasion))
            .orElseGet(() -> KeptAudit.first(newest + 1, audit, occasion));
    if (next.number() == newest) {
      renew(next);
    } else {
      insert(next);
      jdbc.sql("DELETE FROM durability_audit WHERE database_id = ? AND seq <= ?")
          .params(database, next.number() - MOST)
          .update();
    }
    if (isTold(next)) {
      tell(next);
    }
    return next;
  }

  // Whoever else adds one meanwhile takes this number: the key lets only one of both pass, and the
  // other begins again.
  private long newest(String database) {
    return jdbc.sql(
            "SELECT seq FROM durability_audit WHERE database_id = ? ORDER BY seq DESC LIMIT 1")
        .param(database)
        .query(Long.class)
        .optional()
        .orElse(0L);
  }

  private void renew(KeptAudit kept) {
    jdbc.sql(
            "UPDATE durability_audit SET first_at = ?, last_at = ?, runs = ?, grade = ?,"
                + " occasion = ?, actor = ?, reason = ?, ticket = ?, document = ?"
                + " WHERE database_id = ? AND seq = ?")
        .params(row(kept))
        .update();
  }

  private void insert(KeptAudit kept) {
    jdbc.sql(
            "INSERT INTO durability_audit (first_at, last_at, runs, grade, occasion, actor, reason,"
                + " ticket, document, database_id, seq) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .params(row(kept))
        .update();
  }

  private List<Object> row(KeptAudit kept) {
    Occasion occasion = kept.occasion();
    return List.of(
        Times.text(kept.firstAt()),
        Times.text(kept.lastAt()),
        kept.runs(),
        kept.audit().grade().name(),
        occasion instanceof Occasion.Asked ? ASKED : SCHEDULED,
        occasion.actor(),
        occasion.reason(),
        ticket(occasion),
        json.writeValueAsString(new AuditDocument(kept.audit(), kept.notes(), kept.standing())),
        kept.audit().database(),
        kept.number());
  }

  /** What somebody asked for is told each time; what is scheduled, when it has news. */
  private static boolean isTold(KeptAudit kept) {
    return kept.occasion() instanceof Occasion.Asked || kept.runs() == 1;
  }

  private void tell(KeptAudit kept) {
    Audit audit = kept.audit();
    List<String> failed =
        audit.findings().stream()
            .filter(it -> it.outcome() == Finding.Outcome.FAILED)
            .map(it -> it.rule() + " " + it.severity())
            .toList();
    journal.link(
        "database:" + audit.database(),
        List.of(
            new Draft(
                EntryKind.AUDITED,
                kept.occasion().actor(),
                "",
                "",
                "durability audit " + kept.number() + ": " + audit.grade(),
                Map.of(
                    "reason",
                    kept.occasion().reason(),
                    "ticket",
                    ticket(kept.occasion()),
                    "audit",
                    kept.number(),
                    "grade",
                    audit.grade().name(),
                    "failed",
                    failed))));
  }

  @Override
  public Optional<KeptAudit> last(String database) {
    return some("WHERE database_id = ? ORDER BY seq DESC LIMIT 1", database).stream().findFirst();
  }

  @Override
  public List<KeptAudit> lasts() {
    return jdbc
        .sql(
            "SELECT a.* FROM durability_audit a JOIN (SELECT database_id, MAX(seq) AS newest FROM"
                + " durability_audit GROUP BY database_id) b ON a.database_id = b.database_id AND"
                + " a.seq = b.newest ORDER BY a.database_id")
        .query((row, number) -> audit(row))
        .list()
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }

  @Override
  public Optional<KeptAudit> find(String database, long number) {
    return find(database, number, "");
  }

  private Optional<KeptAudit> find(String database, long number, String lock) {
    return some("WHERE database_id = ? AND seq = ?" + lock, database, number).stream().findFirst();
  }

  @Override
  public Optional<KeptAudit> at(String database, Instant moment) {
    return some(
            "WHERE database_id = ? AND first_at <= ? ORDER BY seq DESC LIMIT 1",
            database,
            Times.text(moment))
        .stream()
        .findFirst();
  }

  @Override
  public List<KeptAudit> history(String database, long before, int limit) {
    return some(
        "WHERE database_id = ? AND seq < ? ORDER BY seq DESC LIMIT " + limit, database, before);
  }

  private List<KeptAudit> some(String which, Object... parameters) {
    return jdbc
        .sql("SELECT * FROM durability_audit " + which)
        .params(List.of(parameters))
        .query((row, number) -> audit(row))
        .list()
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<KeptAudit> audit(ResultSet row) throws SQLException {
    try {
      AuditDocument document = json.readValue(row.getString("document"), AuditDocument.class);
      return Optional.of(
          new KeptAudit(
              row.getLong("seq"),
              Instant.parse(row.getString("first_at")),
              row.getInt("runs"),
              document.audit(),
              document.notes(),
              occasion(row),
              document.standing()));
    } catch (JacksonException e) {
      LOG.warn(
          "audit {} of {} cannot be read and is passed over",
          row.getLong("seq"),
          row.getString("database_id"),
          e);
      return Optional.empty();
    }
  }

  private static String ticket(Occasion occasion) {
    return occasion instanceof Occasion.Asked asked ? asked.ticket() : "";
  }

  private static Occasion occasion(ResultSet row) throws SQLException {
    return row.getString("occasion").equals(SCHEDULED)
        ? new Occasion.Scheduled()
        : new Occasion.Asked(
            row.getString("actor"), row.getString("reason"), row.getString("ticket"));
  }
}
