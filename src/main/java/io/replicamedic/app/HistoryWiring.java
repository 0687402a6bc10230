package io.replicamedic.app;

import io.replicamedic.fleet.LatchStore;
import io.replicamedic.fleet.Latches;
import io.replicamedic.fleet.ReadingListener;
import java.time.Clock;
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
  ReadingListener readingListener() {
    return reading -> {};
  }
}
