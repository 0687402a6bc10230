package io.replicamedic.loss;

import io.replicamedic.adapter.mysql.MysqlDatabases;
import io.replicamedic.adapter.mysql.Timeouts;
import io.replicamedic.durability.Auditor;
import io.replicamedic.lab.MysqlServer;
import io.replicamedic.lab.Session;
import io.replicamedic.outside.Credentials;
import io.replicamedic.outside.Database;
import io.replicamedic.outside.DurabilityFacts;
import io.replicamedic.outside.ReplicaSession;
import io.replicamedic.outside.Tls;
import io.replicamedic.replication.Endpoint;
import io.replicamedic.replication.ReplicationKind;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/** Asks a server of the lab what an audit reads of it, by the product's own session. */
final class Asked {
  private static final String USER = "auditor";

  private Asked() {}

  static DurabilityFacts of(MysqlServer server) throws SQLException {
    String password = UUID.randomUUID().toString();
    try (Session root = server.session()) {
      root.run(
          "SET sql_log_bin = 0",
          "DROP USER IF EXISTS " + USER + "@'127.0.0.1'",
          "CREATE USER %s@'127.0.0.1' IDENTIFIED BY '%s'".formatted(USER, password),
          "GRANT PROCESS, REPLICATION CLIENT, REPLICATION SLAVE ON *.* TO "
              + USER
              + "@'127.0.0.1'");
    }
    Database database =
        new Database(
            "orders",
            "mysql",
            ReplicationKind.EXTERNAL_BINLOG,
            new Endpoint("127.0.0.1", server.port()),
            new Credentials(USER, "env:AUDITOR"),
            Tls.REQUIRED,
            Optional.empty(),
            Optional.empty());
    MysqlDatabases databases =
        new MysqlDatabases(_ -> password, Timeouts.standard(), Clock.systemUTC());
    try (ReplicaSession session = databases.openReplica(database)) {
      return session.durability(Auditor.variables());
    }
  }
}
