package io.replicamedic.app;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.replicamedic.fleet.Clerk;
import io.replicamedic.fleet.History;
import io.replicamedic.fleet.HistoryStore;
import io.replicamedic.fleet.KnownSources;
import io.replicamedic.fleet.LatchStore;
import io.replicamedic.fleet.Latches;
import io.replicamedic.fleet.Registry;
import java.time.Clock;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What is kept of readings beyond the last one. */
@Configuration(proxyBeanMethods = false)
class HistoryWiring {
  // Read before anything is: the first diagnosis must know them.
  @Bean
  Latches latches(LatchStore store, Clock clock) {
    Latches latches = new Latches(store, clock);
    latches.refresh();
    return latches;
  }

  @Bean
  KnownSources knownSources(Registry registry, HistoryStore store, Clock clock) {
    return KnownSources.of(registry, store, clock);
  }

  @Bean
  History history(Settings settings) {
    return new History(settings.history().sampleInterval(), settings.history().buffer());
  }

  @Bean
  Clerk clerk(
      History history, Latches latches, HistoryStore store, Settings settings, Clock clock) {
    HistorySettings kept = settings.history();
    return new Clerk(
        history,
        latches,
        store,
        new Clerk.Retention(kept.samples(), kept.changes(), kept.changesPerReplica()),
        clock);
  }

  @Bean
  ApplicationListener<ApplicationReadyEvent> writing(Clerk clerk) {
    return event -> clerk.start();
  }

  @Bean
  MeterBinder historyMeters(History history) {
    return meters -> {
      FunctionCounter.builder("replica_medic.history.lost", history, it -> it.lost().changes())
          .description("what was read and is not in the history: the store was away")
          .tag("kind", "changes")
          .register(meters);
      FunctionCounter.builder("replica_medic.history.lost", history, it -> it.lost().samples())
          .description("what was read and is not in the history: the store was away")
          .tag("kind", "samples")
          .register(meters);
    };
  }
}
