package io.replicamedic.adapter.mysql;

import io.replicamedic.outside.Database;
import io.replicamedic.outside.Databases;
import io.replicamedic.outside.LoginTokens;
import io.replicamedic.outside.RegisteredSource;
import io.replicamedic.outside.ReplicaSession;
import io.replicamedic.outside.Secrets;
import io.replicamedic.outside.SourceSession;
import io.replicamedic.outside.Tls;
import java.time.Clock;
import java.util.Optional;

/**
 * Opens sessions to real MySQL servers with Connector/J; wired by the app, used by rungs, goals and
 * the poller through {@link Databases}.
 */
public final class MysqlDatabases implements Databases {
  private final Connector connector;
  private final BinlogReader binlog;
  private final Clock clock;

  /**
   * Passwords are resolved from {@code secrets} at each login, so a rotated one is used at once.
   */
  public MysqlDatabases(Secrets secrets, Timeouts timeouts, Clock clock) {
    this(secrets, LoginTokens.NONE, timeouts, clock);
  }

  /** With tokens for those whose password is {@code iam}. */
  public MysqlDatabases(Secrets secrets, LoginTokens tokens, Timeouts timeouts, Clock clock) {
    Encryption encryption = new Encryption();
    Passwords passwords = new Passwords(secrets, tokens);
    this.connector = new Connector(passwords, encryption, timeouts);
    this.binlog = new BinlogReader(passwords, encryption, timeouts);
    this.clock = clock;
  }

  /** Why certificates cannot be verified by that, in words; empty when they can. */
  public static Optional<String> flaw(Tls tls) {
    return Encryption.flaw(tls);
  }

  @Override
  public ReplicaSession openReplica(Database database) {
    Login login = Login.replica(database);
    return new MysqlReplicaSession(connector.open(login), binlog, clock);
  }

  @Override
  public SourceSession openSource(Database database, String channel) {
    RegisteredSource source =
        database
            .source(channel)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        database.id() + " has no registered source for channel '" + channel + "'"));
    return new MysqlSourceSession(connector.open(Login.source(database, source)), binlog);
  }
}
