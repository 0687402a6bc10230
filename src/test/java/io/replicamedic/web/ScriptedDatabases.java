package io.replicamedic.web;

import io.replicamedic.audit.Audited;
import io.replicamedic.durability.Fact;
import io.replicamedic.outside.Database;
import io.replicamedic.outside.Databases;
import io.replicamedic.outside.DurabilityFacts;
import io.replicamedic.outside.ReplicaSession;
import io.replicamedic.outside.SourceSession;
import io.replicamedic.replication.ReplicationStatus;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.mockito.Mockito;

/** Answers a status that a test has set, or throws what it has set. */
final class ScriptedDatabases implements Databases {
  private Supplier<Optional<ReplicationStatus>> status = () -> Optional.of(Samples.GHOST);

  private Map<String, String> variables = Audited.SAFE;

  /** What its server says of its durability from now on. */
  void say(Map<String, String> otherwise) {
    Map<String, String> all = new HashMap<>(Audited.SAFE);
    all.putAll(otherwise);
    variables = all;
  }

  void answer(Supplier<Optional<ReplicationStatus>> next) {
    status = next;
  }

  @Override
  public ReplicaSession openReplica(Database database) {
    Optional<ReplicationStatus> now = status.get();
    ReplicaSession session = Mockito.mock(ReplicaSession.class);
    Mockito.when(session.statuses()).thenReturn(now.stream().toList());
    Mockito.when(session.recentFacts()).thenReturn(Samples.FACTS);
    Mockito.when(session.durability(Mockito.any())).thenReturn(durability());
    return session;
  }

  private DurabilityFacts durability() {
    Instant at = Instant.now();
    return new DurabilityFacts(
        new Fact.Known<>(variables, at),
        new Fact.Known<>(Optional.of(24), at),
        new Fact.Known<>(Map.of("", true), at),
        new Fact.Known<>(List.of("10.0.0.9"), at));
  }

  @Override
  public SourceSession openSource(Database database, String channel) {
    throw new UnsupportedOperationException("web never asks the source");
  }
}
