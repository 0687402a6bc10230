package io.replicamedic.rung.replication;

import io.replicamedic.outside.Database;
import io.replicamedic.outside.RegisteredSource;
import io.replicamedic.replication.ReplicationStatus;

/** What the channel should be configured with: the registered source. */
record Target(RegisteredSource source) {
  static Target of(Database database) {
    return new Target(database.source().orElseThrow());
  }

  boolean matches(ReplicationStatus status) {
    return status.source().equals(source.asDatabase())
        && status.sourceUser().equals(source.replication().user())
        && status.autoPosition()
        && status.ssl() == source.ssl();
  }
}
