package io.replicamedic.adapter.mysql;

import io.replicamedic.forensics.BinlogPlace;
import io.replicamedic.forensics.BinlogTransaction;
import io.replicamedic.forensics.LocalRows;
import io.replicamedic.outside.BinlogFile;
import io.replicamedic.outside.ServerFacts;
import io.replicamedic.outside.SourceSession;
import io.replicamedic.replication.BinlogPosition;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A session to a source over Connector/J, with the replication account. */
final class MysqlSourceSession implements SourceSession {
  private static final Pattern PLUGIN =
      Pattern.compile("IDENTIFIED\\s+WITH\\s+'([A-Za-z0-9_]+)'", Pattern.CASE_INSENSITIVE);

  private static final int SYNTAX_ERROR = 1064;

  private final Session session;
  private final BinlogReader binlog;
  private final ServerReader server;

  MysqlSourceSession(Session session, BinlogReader binlog) {
    this.session = session;
    this.binlog = binlog;
    this.server = new ServerReader(session, new GtidSets());
  }

  @Override
  public ServerFacts facts() {
    return server.facts();
  }

  /** Everyone may show his own account; the answer also has the password's hash: only matched. */
  @Override
  public String authenticationPlugin() {
    String account =
        session
            .read(
                "SHOW CREATE USER CURRENT_USER()",
                row -> Objects.requireNonNullElse(row.getString(1), ""))
            .getFirst();
    Matcher plugin = PLUGIN.matcher(account);
    if (!plugin.find()) {
      String why = "the account's authentication plugin is not shown";
      throw session.unreadable(0, why, new IllegalStateException(why));
    }
    return plugin.group(1);
  }

  @Override
  public Optional<BinlogTransaction> binlogTransaction(String gtid, LocalRows names) {
    return binlog.read(session, facts(), gtid, names);
  }

  @Override
  public List<BinlogFile> binlogs() {
    return session.query("SHOW BINARY LOGS").stream()
        .map(row -> new BinlogFile(row.text("Log_name"), row.number("File_size")))
        .toList();
  }

  /** The newer statement is there since 8.2, the older one until 8.3; which is tried. */
  @Override
  public BinlogPosition position() {
    return statusRow()
        .map(row -> new BinlogPosition(row.text("File"), row.number("Position")))
        .orElseThrow(
            () -> {
              String why = "it writes no binary log";
              return session.unreadable(0, why, new IllegalStateException(why));
            });
  }

  private Optional<ServerRow> statusRow() {
    try {
      return session.tryRead("SHOW BINARY LOG STATUS", Session::row).stream().findFirst();
    } catch (SQLException e) {
      if (e.getErrorCode() == SYNTAX_ERROR) {
        return session.query("SHOW MASTER STATUS").stream().findFirst();
      }
      throw Refusals.of(session.login(), e);
    }
  }

  @Override
  public List<BinlogPlace> transactions(BinlogPosition from, BinlogPosition until, int most) {
    return binlog.places(session, from, until, most);
  }

  @Override
  public Optional<BinlogTransaction> transactionAt(BinlogPosition start, LocalRows names) {
    return binlog.read(session, start, names);
  }

  @Override
  public void close() {
    session.close();
  }
}
