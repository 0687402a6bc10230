package io.replicamedic.adapter.store;

import io.replicamedic.fleet.HeldLatch;
import io.replicamedic.fleet.LatchStore;
import io.replicamedic.journal.Draft;
import io.replicamedic.journal.EntryKind;
import io.replicamedic.replication.Endpoint;
import io.replicamedic.replication.Latch;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Latches in the store; one a replica, kind and source. */
@Component
final class JdbcLatches implements LatchStore {
  private static final String ONE = " WHERE replica = ? AND kind = ? AND source_uuid = ?";

  private final JdbcClient jdbc;
  private final JdbcJournal journal;
  private final Transactions transactions;

  JdbcLatches(JdbcClient jdbc, JdbcJournal journal, Transactions transactions) {
    this.jdbc = jdbc;
    this.journal = journal;
    this.transactions = transactions;
  }

  @Override
  public List<HeldLatch> all() {
    return jdbc.sql("SELECT * FROM latch").query((row, number) -> latch(row)).list();
  }

  @Override
  public void save(String replica, Latch latch) {
    transactions.run(
        status -> {
          Optional<HeldLatch> there = locked(replica, latch.kind(), latch.sourceUuid());
          if (there.isEmpty()) {
            return insert(replica, latch);
          }
          return there.get().isOutdatedBy(latch) ? renew(replica, latch) : 0;
        });
  }

  @Override
  public Optional<HeldLatch> acknowledge(
      String replica,
      Latch.Kind kind,
      String sourceUuid,
      HeldLatch.Acknowledgement acknowledgement) {
    return transactions.run(
        status -> {
          Optional<HeldLatch> own = locked(replica, kind, sourceUuid);
          Optional<HeldLatch> holding =
              own.filter(it -> it.acknowledged().isEmpty())
                  .or(() -> taken(replica, own, elsewhere(replica, kind, sourceUuid)));
          holding.ifPresent(it -> settle(it, acknowledgement));
          return holding.map(
              it -> new HeldLatch(replica, it.latch(), Optional.of(acknowledgement)));
        });
  }

  /** That the source lost its tail, as another replica showed it last. */
  private Optional<HeldLatch> elsewhere(String replica, Latch.Kind kind, String sourceUuid) {
    return kind != Latch.Kind.LOST_TAIL
        ? Optional.empty()
        : jdbc.sql(
                "SELECT * FROM latch WHERE replica <> ? AND kind = ? AND source_uuid = ?"
                    + " ORDER BY seen_at DESC LIMIT 1")
            .params(replica, kind.name(), sourceUuid)
            .query((row, number) -> latch(row))
            .optional();
  }

  /** The same as this replica's own, to be settled at once; unless its own settles it already. */
  private Optional<HeldLatch> taken(
      String replica, Optional<HeldLatch> own, Optional<HeldLatch> elsewhere) {
    Optional<HeldLatch> taken =
        elsewhere
            .filter(it -> own.filter(mine -> !mine.isOutdatedBy(it.latch())).isEmpty())
            .map(it -> new HeldLatch(replica, it.latch(), Optional.empty()));
    taken.ifPresent(
        it -> {
          if (own.isEmpty()) {
            insert(replica, it.latch());
          } else {
            renew(replica, it.latch());
          }
        });
    return taken;
  }

  private void settle(HeldLatch held, HeldLatch.Acknowledgement acknowledgement) {
    Latch latch = held.latch();
    jdbc.sql("UPDATE latch SET acknowledged_at = ?, acknowledged_by = ?, reason = ?" + ONE)
        .params(
            Times.text(acknowledgement.at()),
            acknowledgement.actor(),
            acknowledgement.reason(),
            held.replica(),
            latch.kind().name(),
            latch.sourceUuid())
        .update();
    journal.link(
        "database:" + held.replica(),
        List.of(
            new Draft(
                EntryKind.ACKNOWLEDGED,
                acknowledgement.actor(),
                "",
                "",
                latch.kind() + " of source " + latch.sourceUuid() + " is settled",
                Map.of(
                    "reason",
                    acknowledgement.reason(),
                    "seenAt",
                    latch.seenAt().toString(),
                    "source",
                    latch.source().toString(),
                    "words",
                    latch.words()))));
  }

  private Optional<HeldLatch> locked(String replica, Latch.Kind kind, String sourceUuid) {
    return jdbc.sql("SELECT * FROM latch" + ONE + " FOR UPDATE")
        .params(replica, kind.name(), sourceUuid)
        .query((row, number) -> latch(row))
        .optional();
  }

  private int insert(String replica, Latch latch) {
    return jdbc.sql(
            "INSERT INTO latch (replica, kind, source_uuid, source_host, source_port, seen_at,"
                + " words) VALUES (?, ?, ?, ?, ?, ?, ?)")
        .params(
            replica,
            latch.kind().name(),
            latch.sourceUuid(),
            latch.source().host(),
            latch.source().port(),
            Times.text(latch.seenAt()),
            latch.words())
        .update();
  }

  private int renew(String replica, Latch latch) {
    return jdbc.sql(
            "UPDATE latch SET source_host = ?, source_port = ?, seen_at = ?, words = ?,"
                + " acknowledged_at = NULL, acknowledged_by = NULL, reason = NULL"
                + ONE)
        .params(
            latch.source().host(),
            latch.source().port(),
            Times.text(latch.seenAt()),
            latch.words(),
            replica,
            latch.kind().name(),
            latch.sourceUuid())
        .update();
  }

  private static HeldLatch latch(ResultSet row) throws SQLException {
    return new HeldLatch(
        row.getString("replica"),
        new Latch(
            Latch.Kind.valueOf(row.getString("kind")),
            new Endpoint(row.getString("source_host"), row.getInt("source_port")),
            row.getString("source_uuid"),
            Instant.parse(row.getString("seen_at")),
            row.getString("words")),
        acknowledgement(row));
  }

  private static Optional<HeldLatch.Acknowledgement> acknowledgement(ResultSet row)
      throws SQLException {
    String at = row.getString("acknowledged_at");
    return at == null
        ? Optional.empty()
        : Optional.of(
            new HeldLatch.Acknowledgement(
                Instant.parse(at), row.getString("acknowledged_by"), row.getString("reason")));
  }
}
