package io.replicamedic.adapter.mysql;

import io.replicamedic.forensics.BinlogPlace;
import io.replicamedic.forensics.BinlogTransaction;
import io.replicamedic.forensics.LocalRows;
import io.replicamedic.outside.DatabaseUnreachable;
import io.replicamedic.outside.ServerFacts;
import io.replicamedic.replication.BinlogPosition;
import io.replicamedic.replication.Gtid;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Reads one transaction out of a server's binlog, over the replication protocol and with the same
 * login as the session that asks; used by both kinds of session.
 */
final class BinlogReader {
  private static final int FATAL_BINLOG_READ = 1236;

  private final Passwords passwords;
  private final Encryption encryption;
  private final Timeouts timeouts;

  BinlogReader(Passwords passwords, Encryption encryption, Timeouts timeouts) {
    this.encryption = encryption;
    this.passwords = passwords;
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
    Deadline deadline = Deadline.in(timeouts.binlog());
    try (BinlogConnection connection =
        passwords.loggedIn(login, password -> open(login, password, deadline))) {
      connection.dump(facts.executed().without(wanted));
      return new TransactionReader(connection, Optional.of(wanted), new ImageNamer(names)).read();
    } catch (ServerRefusal e) {
      if (e.errno() == FATAL_BINLOG_READ && purgedMeanwhile(session, wanted)) {
        return Optional.empty();
      }
      throw unreachable(login, e.errno(), e);
    } catch (IOException e) {
      throw unreachable(login, errno(e), e);
    }
  }

  private BinlogConnection open(Login login, String password, Deadline deadline) {
    try {
      return BinlogConnection.open(login, password, encryption, timeouts.connect(), deadline);
    } catch (ServerRefusal e) {
      throw unreachable(login, e.errno(), e);
    } catch (IOException e) {
      throw unreachable(login, errno(e), e);
    }
  }

  /** The transaction that begins there; empty when the binlog ends there. */
  Optional<BinlogTransaction> read(Session session, BinlogPosition start, LocalRows names) {
    return dumped(
        session,
        start,
        connection ->
            new TransactionReader(connection, Optional.empty(), new ImageNamer(names)).read());
  }

  /** Where the transactions between two places are, at most the last so many of them. */
  List<BinlogPlace> places(Session session, BinlogPosition from, BinlogPosition until, int most) {
    return dumped(session, from, connection -> new PlaceReader(connection, from).read(until, most));
  }

  private interface Reading<T> {
    T of(BinlogConnection connection) throws IOException;
  }

  private <T> T dumped(Session session, BinlogPosition from, Reading<T> reading) {
    Login login = session.login();
    Deadline deadline = Deadline.in(timeouts.binlog());
    try (BinlogConnection connection =
        passwords.loggedIn(login, password -> open(login, password, deadline))) {
      connection.dump(from);
      return reading.of(connection);
    } catch (ServerRefusal e) {
      throw unreachable(login, e.errno(), e);
    } catch (IOException e) {
      throw unreachable(login, errno(e), e);
    }
  }

  private static int errno(IOException e) {
    boolean tls = e instanceof TlsRefused || e.getCause() instanceof TlsRefused;
    return tls ? TlsRefused.SSL_CONNECTION_ERROR : 0;
  }

  private static boolean binlogIsOpen(Session session) {
    return session.read("SELECT @@GLOBAL.log_bin", row -> row.getInt(1) == 1).getFirst();
  }

  private static boolean purgedMeanwhile(Session session, Gtid wanted) {
    return new ServerReader(session, new GtidSets()).facts().purged().contains(wanted);
  }

  private static DatabaseUnreachable unreachable(Login login, int errno, IOException e) {
    return new DatabaseUnreachable(
        login.role(), login.endpoint(), errno, "its binlog: " + e.getMessage(), e);
  }
}
