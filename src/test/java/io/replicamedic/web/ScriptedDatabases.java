package io.replicamedic.web;

import io.replicamedic.outside.Database;
import io.replicamedic.outside.Databases;
import io.replicamedic.outside.ReplicaSession;
import io.replicamedic.outside.SourceSession;
import io.replicamedic.replication.ReplicationStatus;
import java.util.Optional;
import java.util.function.Supplier;
import org.mockito.Mockito;

/** Answers a status that a test has set, or throws what it has set. */
final class ScriptedDatabases implements Databases {
  private Supplier<Optional<ReplicationStatus>> status = () -> Optional.of(Samples.GHOST);

  void answer(Supplier<Optional<ReplicationStatus>> next) {
    status = next;
  }

  @Override
  public ReplicaSession openReplica(Database database) {
    Optional<ReplicationStatus> now = status.get();
    ReplicaSession session = Mockito.mock(ReplicaSession.class);
    Mockito.when(session.statuses()).thenReturn(now.stream().toList());
    Mockito.when(session.recentFacts()).thenReturn(Samples.FACTS);
    return session;
  }

  @Override
  public SourceSession openSource(Database database, String channel) {
    throw new UnsupportedOperationException("web never asks the source");
  }
}
