package io.replicamedic.app;

import io.replicamedic.controls.DowntimeStore;
import io.replicamedic.controls.Downtimes;
import io.replicamedic.workflow.LastWorkflows;
import io.replicamedic.workflow.WorkflowStore;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What people and workflows do to a database, for whoever tells its status. */
@Configuration(proxyBeanMethods = false)
class DowntimeWiring {
  // Read before the first scrape: an alert must not fire because of a restart.
  @Bean
  Downtimes downtimes(DowntimeStore store, Settings settings, Clock clock) {
    Downtimes downtimes = new Downtimes(store, clock, settings.downtime().longest());
    downtimes.refresh();
    return downtimes;
  }

  @Bean
  LastWorkflows lastWorkflows(WorkflowStore store) {
    return new LastWorkflows(store);
  }
}
