package io.replicamedic.adapter.mysql;

import io.replicamedic.lab.Lab;
import io.replicamedic.lab.MysqlServer;
import io.replicamedic.lab.Session;
import io.replicamedic.outside.Credentials;
import io.replicamedic.outside.Database;
import io.replicamedic.outside.RegisteredSource;
import io.replicamedic.outside.ReplicaSession;
import io.replicamedic.outside.SecretMissing;
import io.replicamedic.outside.Secrets;
import io.replicamedic.outside.SourceSession;
import io.replicamedic.outside.Tls;
import io.replicamedic.replication.Endpoint;
import io.replicamedic.replication.ReplicationKind;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Lab servers as an operator would register them, and sessions to them as the product opens. */
record Registered(Database database, MysqlDatabases databases, Map<String, String> secrets) {
  static final String ADMIN_PASSWORD = "Adm1n's \"own\\ secret";
  static final String REPL_PASSWORD = "repl-S3cret-of-the-test";

  private static final Timeouts TIMEOUTS =
      new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(30));

  /** The lab's replica with its source at the source's own port. */
  static Registered of(Lab lab) {
    return of(
        lab.replica().port(),
        new Credentials(lab.admin().user(), "env:ADMIN"),
        lab.source().port(),
        new Credentials(lab.repl().user(), "env:REPL"),
        true,
        Map.of("env:ADMIN", lab.admin().password(), "env:REPL", lab.repl().password()));
  }

  /** One server that is both, with an admin without SUPER and a replication account. */
  static Registered alone(MysqlServer server) throws SQLException {
    // 5.7 has no other plugin, and no TLS that today's clients speak.
    boolean old = server.version().startsWith("5.");
    String plugin = old ? "mysql_native_password" : "caching_sha2_password";
    try (Session root = server.session()) {
      root.run(
          "CREATE USER admin@'%' IDENTIFIED WITH " + plugin + " BY " + quoted(ADMIN_PASSWORD),
          "GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, ALTER, INDEX, REFERENCES, TRIGGER,"
              + " EXECUTE, PROCESS, REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO admin@'%'",
          "CREATE USER repl@'%' IDENTIFIED WITH " + plugin + " BY " + quoted(REPL_PASSWORD),
          "GRANT REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO repl@'%'");
    }
    Registered registered =
        of(
            server.port(),
            new Credentials("admin", "env:ADMIN"),
            server.port(),
            new Credentials("repl", "env:REPL"),
            true,
            Map.of("env:ADMIN", ADMIN_PASSWORD, "env:REPL", REPL_PASSWORD));
    return old ? registered.plain().withoutTls() : registered;
  }

  ReplicaSession replica() {
    return databases.openReplica(database);
  }

  SourceSession source() {
    return databases.openSource(database);
  }

  /** The same, its replication without TLS. */
  Registered plain() {
    RegisteredSource source = database.source().orElseThrow();
    return of(
        database.endpoint().port(),
        database.admin(),
        source.asService().port(),
        source.replication(),
        false,
        secrets);
  }

  Registered withSecret(String reference, String value) {
    Map<String, String> changed = new HashMap<>(secrets);
    changed.put(reference, value);
    RegisteredSource source = database.source().orElseThrow();
    return of(
        database.endpoint().port(),
        database.admin(),
        source.asService().port(),
        source.replication(),
        source.ssl(),
        changed);
  }

  /** The database registered as not needing TLS. */
  Registered withoutTls() {
    Database other =
        new Database(
            database.id(),
            database.engine(),
            database.kind(),
            database.endpoint(),
            database.admin(),
            Tls.PREFERRED,
            Optional.empty(),
            database.source());
    return new Registered(other, databases, secrets);
  }

  /** Our own sessions to both encrypted so. */
  Registered with(Tls tls) {
    return as(database.endpoint().host(), tls);
  }

  /** Both under another name. */
  Registered at(String host) {
    return as(host, database.tls());
  }

  private Registered as(String host, Tls tls) {
    RegisteredSource source = database.source().orElseThrow();
    Endpoint named = new Endpoint(host, source.asService().port());
    return new Registered(
        new Database(
            database.id(),
            database.engine(),
            database.kind(),
            new Endpoint(host, database.endpoint().port()),
            database.admin(),
            tls,
            Optional.empty(),
            Optional.of(
                new RegisteredSource(
                    named, named, source.replication(), source.ssl(), tls, false, Set.of()))),
        databases,
        secrets);
  }

  /** The database at another port. */
  Registered at(int port) {
    RegisteredSource source = database.source().orElseThrow();
    return of(port, database.admin(), port, source.replication(), source.ssl(), secrets);
  }

  /** Another account as admin. */
  Registered as(String user, String password) {
    RegisteredSource source = database.source().orElseThrow();
    return of(
        database.endpoint().port(),
        new Credentials(user, "env:OTHER"),
        source.asService().port(),
        source.replication(),
        source.ssl(),
        Map.of("env:OTHER", password));
  }

  Registered withTimeouts(Timeouts timeouts) {
    return new Registered(
        database, new MysqlDatabases(secrets(secrets), timeouts, Clock.systemUTC()), secrets);
  }

  private static Registered of(
      int port,
      Credentials admin,
      int sourcePort,
      Credentials repl,
      boolean ssl,
      Map<String, String> secrets) {
    Endpoint source = new Endpoint("127.0.0.1", sourcePort);
    Database database =
        new Database(
            "orders",
            "mysql",
            ReplicationKind.EXTERNAL_BINLOG,
            new Endpoint("127.0.0.1", port),
            admin,
            Tls.REQUIRED,
            Optional.empty(),
            Optional.of(new RegisteredSource(source, source, repl, ssl, false, Set.of())));
    MysqlDatabases databases = new MysqlDatabases(secrets(secrets), TIMEOUTS, Clock.systemUTC());
    return new Registered(database, databases, Map.copyOf(secrets));
  }

  private static Secrets secrets(Map<String, String> values) {
    return reference -> {
      String value = values.get(reference);
      if (value == null) {
        throw new SecretMissing(reference, "not in this test");
      }
      return value;
    };
  }

  static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
