package io.replicamedic.adapter.mysql;

import com.github.luben.zstd.Zstd;
import io.replicamedic.forensics.BinlogTransaction;
import io.replicamedic.forensics.RowChange;
import io.replicamedic.outside.DatabaseUnreachable;
import io.replicamedic.replication.Gtid;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Collects one transaction's events from a dump. Whatever in it is not understood becomes one of
 * its {@code statements}: a transaction with any is never proven present.
 */
final class TransactionReader {
  /** More than a person or the comparison could look at; held in memory meanwhile. */
  private static final int MOST_BYTES = 64 << 20;

  private static final Pattern HOLDS_SECRET =
      Pattern.compile("\\b(IDENTIFIED|PASSWORD)\\b", Pattern.CASE_INSENSITIVE);

  private final BinlogConnection connection;
  private final Optional<Gtid> wanted;
  private final ImageNamer namer;
  private final Map<Long, TableMap> tables = new HashMap<>();
  private final List<RowChange> changes = new ArrayList<>();
  private final List<String> statements = new ArrayList<>();
  private @Nullable Opening opening;
  private int bytes;
  private boolean begun;
  private boolean ended;

  /** With {@code wanted} empty it reads the first transaction, whether it has a GTID or not. */
  TransactionReader(BinlogConnection connection, Optional<Gtid> wanted, ImageNamer namer) {
    this.connection = connection;
    this.wanted = wanted;
    this.namer = namer;
  }

  Optional<BinlogTransaction> read() throws IOException {
    while (!ended) {
      Optional<byte[]> next = connection.next();
      if (next.isEmpty()) {
        break;
      }
      take(BinlogEvent.of(next.get()));
    }
    return opening == null
        ? Optional.empty()
        : Optional.of(
            new BinlogTransaction(
                opening.gtid(),
                opening.commitMicros(),
                List.copyOf(changes),
                List.copyOf(statements)));
  }

  private void take(BinlogEvent event) {
    switch (event.type()) {
      case BinlogEvent.GTID -> open(Opening.of(GtidEvent.untagged(event.body())));
      case BinlogEvent.TAGGED_GTID -> open(Opening.of(GtidEvent.tagged(event.body())));
      case BinlogEvent.ANONYMOUS_GTID -> open(new Opening("", GtidEvent.commitMicros(event)));
      default -> {
        if (opening != null) {
          bytes += event.body().length;
          within(event);
        }
      }
    }
  }

  private void open(Opening event) {
    if (opening != null) {
      ended = true;
    } else if (wanted.map(Gtid::toString).orElse(event.gtid()).equals(event.gtid())) {
      opening = event;
    }
  }

  /** How it begins; the GTID is empty when it is anonymous. */
  private record Opening(String gtid, long commitMicros) {
    static Opening of(GtidEvent event) {
      return new Opening(event.gtid().toString(), event.originalCommitMicros());
    }
  }

  private void within(BinlogEvent event) {
    if (bytes > MOST_BYTES) {
      statements.add("more than " + (MOST_BYTES >> 20) + " MB of events: not read to the end");
      ended = true;
      return;
    }
    try {
      switch (event.type()) {
        case BinlogEvent.QUERY -> query(event.body());
        case BinlogEvent.XID -> ended = true;
        case BinlogEvent.XA_PREPARE -> {
          statements.add("XA PREPARE (its effect waits for XA COMMIT)");
          ended = true;
        }
        case BinlogEvent.TABLE_MAP -> {
          TableMap table = TableMap.of(event.body());
          tables.put(table.id(), table);
        }
        case BinlogEvent.WRITE_ROWS,
            BinlogEvent.UPDATE_ROWS,
            BinlogEvent.DELETE_ROWS,
            BinlogEvent.WRITE_ROWS_V1,
            BinlogEvent.UPDATE_ROWS_V1,
            BinlogEvent.DELETE_ROWS_V1,
            BinlogEvent.PARTIAL_UPDATE_ROWS ->
            rows(event);
        case BinlogEvent.TRANSACTION_PAYLOAD -> payload(event.body());
        case BinlogEvent.FORMAT_DESCRIPTION,
            BinlogEvent.ROTATE,
            BinlogEvent.STOP,
            BinlogEvent.HEARTBEAT,
            BinlogEvent.HEARTBEAT_V2,
            BinlogEvent.IGNORABLE,
            BinlogEvent.ROWS_QUERY,
            BinlogEvent.PREVIOUS_GTIDS,
            BinlogEvent.TRANSACTION_CONTEXT,
            BinlogEvent.VIEW_CHANGE -> {}
        default -> statements.add("an event of type " + event.type() + ", not understood");
      }
    } catch (DatabaseUnreachable e) {
      throw e;
    } catch (RuntimeException e) {
      statements.add(
          "an event of type " + event.type() + " that could not be read: " + e.getMessage());
    }
  }

  private void rows(BinlogEvent event) {
    long id = RowsEvent.tableId(event.body());
    TableMap table = tables.get(id);
    if (table == null) {
      throw new IllegalStateException("row event without its table map");
    }
    changes.addAll(namer.changes(RowsEvent.of(event.type(), event.body(), table)));
  }

  private void query(byte[] body) {
    Buffer in = new Buffer(body);
    in.skip(4 + 4); // thread id, seconds
    int schemaLength = in.small(1);
    in.skip(2); // error code
    in.skip(in.small(2)); // status variables
    String schema = in.text(schemaLength);
    in.skip(1);
    String sql = new String(in.take(in.left()), StandardCharsets.UTF_8);
    switch (sql) {
      case "BEGIN" -> begun = true;
      case "COMMIT" -> ended = true;
      default -> {
        if (sql.startsWith("SAVEPOINT ")) {
          return;
        }
        statements.add(shown(schema, sql));
        begun |= sql.startsWith("XA START");
        ended = !begun || sql.equals("ROLLBACK");
      }
    }
  }

  private void payload(byte[] body) {
    Payload payload = Payload.of(body);
    if (bytes + payload.uncompressed() > MOST_BYTES) {
      bytes = MOST_BYTES;
      statements.add("more than " + (MOST_BYTES >> 20) + " MB of events: not read");
      ended = true;
      return;
    }
    byte[] events =
        payload.compressed()
            ? Zstd.decompress(payload.content(), payload.uncompressed())
            : payload.content();
    Buffer in = new Buffer(events);
    while (in.hasMore()) {
      within(BinlogEvent.next(in));
    }
    ended = true;
  }

  /** Accounts' statements carry password hashes, in the binlog too. */
  private static String shown(String schema, String sql) {
    if (HOLDS_SECRET.matcher(sql).find()) {
      return sql.substring(0, Math.min(sql.length(), 12)) + "… (withheld: may hold a secret)";
    }
    return schema.isEmpty() ? sql : sql + " /* in " + schema + " */";
  }
}
