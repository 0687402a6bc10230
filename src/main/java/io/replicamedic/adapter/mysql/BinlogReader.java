package io.replicamedic.adapter.mysql;

import io.replicamedic.forensics.BinlogTransaction;
import io.replicamedic.forensics.LocalRows;
import io.replicamedic.outside.DatabaseUnreachable;
import io.replicamedic.outside.Secrets;
import io.replicamedic.outside.ServerFacts;
import io.replicamedic.replication.Gtid;
import java.io.IOException;
import java.util.Optional;

/**
 * Reads one transaction out of a server's binlog, over the replication protocol and with the same
 * login as the session that asks; used by both kinds of session.
 */
final class BinlogReader {
  private static final int FATAL_BINLOG_READ = 1236;

  private final Secrets secrets;
  private final Encryption encryption;
  private final Timeouts timeouts;

  BinlogReader(Secrets secrets, Encryption encryption, Timeouts timeouts) {
    this.encryption = encryption;
    this.secrets = secrets;
    this.timeouts = timeouts;
  }

  /**
   * All events of the transaction; empty when the server never executed it or has purged it.
   *
   * @param facts the server's, read just before: the dump starts from its executed set without the
   *     one GTID, so the first transaction sent is the one asked for
   */
  Optional<BinlogTransaction> read(
      Session session, ServerFacts facts, String gtid, LocalRows names) {
    Gtid wanted = Gtid.parse(gtid);
    if (!facts.executed().contains(wanted)
        || facts.purged().contains(wanted)
        || !binlogIsOpen(session)) {
      return Optional.empty();
    }
    Login login = session.login();
    String password = secrets.resolve(login.credentials().passwordRef());
    Deadline deadline = Deadline.in(timeouts.binlog());
    try (BinlogConnection connection =
        BinlogConnection.open(login, password, encryption, timeouts.connect(), deadline)) {
      connection.dump(facts.executed().without(wanted));
      return new TransactionReader(connection, wanted, new ImageNamer(names)).read();
    } catch (ServerRefusal e) {
      if (e.errno() == FATAL_BINLOG_READ && purgedMeanwhile(session, wanted)) {
        return Optional.empty();
      }
      throw unreachable(login, e.errno(), e);
    } catch (IOException e) {
      boolean tls = e instanceof TlsRefused || e.getCause() instanceof TlsRefused;
      throw unreachable(login, tls ? TlsRefused.SSL_CONNECTION_ERROR : 0, e);
    }
  }

  private static boolean binlogIsOpen(Session session) {
    return session.read("SELECT @@GLOBAL.log_bin", row -> row.getInt(1) == 1).getFirst();
  }

  private static boolean purgedMeanwhile(Session session, Gtid wanted) {
    return new ServerReader(session).facts().purged().contains(wanted);
  }

  private static DatabaseUnreachable unreachable(Login login, int errno, IOException e) {
    return new DatabaseUnreachable(
        login.role(), login.endpoint(), errno, "its binlog: " + e.getMessage(), e);
  }
}
