package io.replicamedic.adapter.store;

import io.replicamedic.journal.Chain;
import io.replicamedic.journal.Draft;
import io.replicamedic.journal.EntryKind;
import io.replicamedic.journal.Journal;
import io.replicamedic.journal.JournalEntry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The journal in the store: rows are only ever inserted, numbered and chained per stream. */
@Component
final class JdbcJournal implements Journal {
  private record Head(long seq, String hash) {}

  private final JdbcClient jdbc;
  private final Transactions transactions;
  private final Clock clock;
  private final JsonMapper json;

  JdbcJournal(JdbcClient jdbc, Transactions transactions, Clock clock, JsonMapper json) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.clock = clock;
    this.json = json;
  }

  @Override
  public List<JournalEntry> read(String stream, long afterSeq, int limit) {
    return jdbc.sql(
            "SELECT * FROM journal WHERE stream = ? AND seq > ? ORDER BY seq LIMIT " + limit)
        .params(stream, afterSeq)
        .query((row, number) -> entry(row))
        .list();
  }

  @Override
  public List<String> streams() {
    return jdbc.sql("SELECT stream FROM journal_stream ORDER BY stream")
        .query((row, number) -> row.getString(1))
        .list();
  }

  @Override
  public void append(String stream, List<Draft> drafts) {
    transactions.run(
        status -> {
          link(stream, drafts);
          return drafts.size();
        });
  }

  // The head's lock first: of two that would say the same, the second sees what the first wrote.
  boolean appendOnce(String stream, Draft draft) {
    return transactions.run(
        status -> {
          lock(stream);
          if (says(stream, draft)) {
            return false;
          }
          link(stream, List.of(draft));
          return true;
        });
  }

  // Compared here and not in SQL: MySQL's collation takes more for the same than we do.
  private boolean says(String stream, Draft draft) {
    return jdbc.sql("SELECT summary FROM journal WHERE stream = ? AND kind = ?")
        .params(stream, draft.kind().name())
        .query(String.class)
        .list()
        .contains(draft.summary());
  }

  /** Part of the caller's transaction, which {@link Transactions} began. */
  void link(String stream, List<Draft> drafts) {
    Head head = lock(stream);
    for (Draft draft : drafts) {
      JournalEntry entry =
          Chain.link(
              stream,
              head.seq(),
              head.hash(),
              Times.micros(clock.instant()),
              draft,
              json.writeValueAsString(draft.detail()));
      insert(entry);
      head = new Head(entry.seq(), entry.hash());
    }
    jdbc.sql("UPDATE journal_stream SET last_seq = ?, last_hash = ? WHERE stream = ?")
        .params(head.seq(), head.hash(), stream)
        .update();
  }

  // Two writers of a new stream collide on its head row: the loser begins again and finds it.
  private Head lock(String stream) {
    return head(stream).orElseGet(() -> begin(stream));
  }

  private Optional<Head> head(String stream) {
    return jdbc.sql("SELECT last_seq, last_hash FROM journal_stream WHERE stream = ? FOR UPDATE")
        .param(stream)
        .query((row, number) -> new Head(row.getLong(1), row.getString(2)))
        .optional();
  }

  private Head begin(String stream) {
    jdbc.sql("INSERT INTO journal_stream (stream, last_seq, last_hash) VALUES (?, 0, ?)")
        .params(stream, Chain.START)
        .update();
    return new Head(0, Chain.START);
  }

  private void insert(JournalEntry entry) {
    jdbc.sql(
            "INSERT INTO journal (stream, seq, written_at, kind, actor, phase, rung, summary,"
                + " detail, previous_hash, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .params(
            entry.stream(),
            entry.seq(),
            Times.text(entry.at()),
            entry.kind().name(),
            entry.actor(),
            entry.phase(),
            entry.rung(),
            entry.summary(),
            entry.detail(),
            entry.previousHash(),
            entry.hash())
        .update();
  }

  private static JournalEntry entry(ResultSet row) throws SQLException {
    return new JournalEntry(
        row.getString("stream"),
        row.getLong("seq"),
        Instant.parse(row.getString("written_at")),
        EntryKind.valueOf(row.getString("kind")),
        row.getString("actor"),
        row.getString("phase"),
        row.getString("rung"),
        row.getString("summary"),
        row.getString("detail"),
        row.getString("previous_hash"),
        row.getString("hash"));
  }
}
