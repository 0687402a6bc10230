package io.replicamedic.app;

import static org.mockito.ArgumentMatchers.any;

import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.replicamedic.fleet.Fleet;
import io.replicamedic.fleet.Latches;
import io.replicamedic.fleet.MemoryLatches;
import io.replicamedic.fleet.RdsKnowledge;
import io.replicamedic.fleet.Registry;
import io.replicamedic.fleet.Replicas;
import io.replicamedic.obligation.Alarms;
import io.replicamedic.obligation.Obligations;
import io.replicamedic.outside.Database;
import io.replicamedic.outside.DatabaseUnreachable;
import io.replicamedic.outside.Databases;
import io.replicamedic.outside.ReplicaSession;
import io.replicamedic.replication.Tolerances;
import io.replicamedic.workflow.WorkflowStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mockito.Mockito;

/** Replicas that say what a test wants, read as the service reads them, and scraped for real. */
final class Watched {
  final WorkflowStore store = Mockito.mock(WorkflowStore.class);
  final Obligations obligations = Mockito.mock(Obligations.class);
  private final Alarms alarms = Mockito.mock(Alarms.class);
  private final Set<String> inDowntime = new HashSet<>();
  private final AuditedFleet audited = new AuditedFleet();
  private final Map<String, List<ChannelSays>> channels = new HashMap<>();
  private final PrometheusMeterRegistry meters;
  private final Replicas replicas;
  private Instant now = Instant.parse("2026-11-22T03:00:00Z");

  Watched(String... ids) {
    Clock clock = new Now();
    Databases databases = Mockito.mock(Databases.class);
    Mockito.when(databases.openReplica(any())).thenAnswer(call -> session(call.getArgument(0)));
    Registry registry = new Registry(Arrays.stream(ids).map(Fleet::replica).toList());
    replicas =
        new Replicas(
            registry,
            databases,
            id -> List.of(),
            new Latches(new MemoryLatches(), clock),
            reading -> {},
            new RdsKnowledge(registry),
            clock,
            Duration.ofSeconds(5),
            Tolerances.standard());
    Mockito.when(store.unended()).thenReturn(new WorkflowStore.Listing(List.of(), List.of()));

    PrometheusRegistry registered = new PrometheusRegistry();
    registered.register(audited.meters());
    registered.register(new ReplicaMeters(replicas::standings, inDowntime::contains, clock));
    meters =
        new PrometheusMeterRegistry(
            PrometheusConfig.DEFAULT, registered, io.micrometer.core.instrument.Clock.SYSTEM);
    MeterBinder owed = new AlarmWiring().obligationMeters(obligations, alarms, clock);
    owed.bindTo(meters);
    new MeterWiring().workflowMeters(store).bindTo(meters);
    new MeterWiring().configurationMeters(registry).bindTo(meters);
  }

  /** Reads a replica that says this; no channel: it is not configured. */
  Watched reads(String id, ChannelSays... says) {
    channels.put(id, List.of(says));
    replicas.live(id);
    return this;
  }

  /** Tries to read one that does not answer. */
  Watched readsInVain(String id) {
    channels.remove(id);
    replicas.live(id);
    return this;
  }

  /** From now on people expect it to be unwell. */
  Watched inDowntime(String id) {
    inDowntime.add(id);
    return this;
  }

  /** Databases beside them, for the metrics of audits. */
  AuditedFleet audited() {
    return audited;
  }

  Watched after(Duration wait) {
    now = now.plus(wait);
    return this;
  }

  String text() {
    return meters.scrape();
  }

  Scrape scrape() {
    return Scrape.parse(text());
  }

  private ReplicaSession session(Database database) {
    List<ChannelSays> said = channels.get(database.id());
    if (said == null) {
      throw new DatabaseUnreachable(
          "replica " + database.id(),
          database.endpoint(),
          2003,
          "connection failed",
          new IllegalStateException());
    }
    ReplicaSession session = Mockito.mock(ReplicaSession.class);
    Mockito.when(session.statuses()).thenReturn(said.stream().map(each -> each.at(now)).toList());
    Mockito.when(session.recentFacts()).thenReturn(Fleet.FACTS);
    return session;
  }

  private final class Now extends Clock {
    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
