package io.replicamedic.bench;

import io.replicamedic.adapter.mysql.MysqlDatabases;
import io.replicamedic.adapter.mysql.Timeouts;
import io.replicamedic.outside.Credentials;
import io.replicamedic.outside.Database;
import io.replicamedic.outside.ReplicaSession;
import io.replicamedic.outside.Tls;
import io.replicamedic.replication.Endpoint;
import io.replicamedic.replication.ReplicationKind;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The driver's share of the memory: sessions as the product opens them, used once, then idle. */
final class IdleSessions {
  private final SharedServers servers;

  IdleSessions(SharedServers servers) {
    this.servers = servers;
  }

  /** Bytes on this JVM's heap for each of so many. */
  double bytesEach(int count) {
    MysqlDatabases databases =
        new MysqlDatabases(_ -> servers.adminPassword(), Timeouts.standard(), Clock.systemUTC());
    List<ReplicaSession> open = new ArrayList<>();
    try {
      open.add(used(databases, 0));
      long before = Heap.of(ProcessHandle.current().pid());
      for (int n = 1; n <= count; n++) {
        open.add(used(databases, n));
      }
      return (double) (Heap.of(ProcessHandle.current().pid()) - before) / count;
    } finally {
      open.forEach(ReplicaSession::close);
    }
  }

  private ReplicaSession used(MysqlDatabases databases, int n) {
    ReplicaSession session =
        databases.openReplica(
            new Database(
                Registrations.id(n),
                "mysql",
                ReplicationKind.EXTERNAL_BINLOG,
                new Endpoint(SharedServers.host(n), servers.replica(n).port()),
                new Credentials("admin", "env:ADMIN"),
                Tls.REQUIRED,
                Optional.empty(),
                Optional.empty()));
    session.channels();
    return session;
  }
}
