package io.replicamedic.adapter.mysql;

import io.replicamedic.forensics.BinlogTransaction;
import io.replicamedic.forensics.LocalRows;
import io.replicamedic.outside.ServerFacts;
import io.replicamedic.outside.SourceSession;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A session to a source over Connector/J, with the replication account. */
final class MysqlSourceSession implements SourceSession {
  private static final Pattern PLUGIN =
      Pattern.compile("IDENTIFIED\\s+WITH\\s+'([A-Za-z0-9_]+)'", Pattern.CASE_INSENSITIVE);

  private final Session session;
  private final BinlogReader binlog;
  private final ServerReader server;

  MysqlSourceSession(Session session, BinlogReader binlog) {
    this.session = session;
    this.binlog = binlog;
    this.server = new ServerReader(session);
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
  public void close() {
    session.close();
  }
}
