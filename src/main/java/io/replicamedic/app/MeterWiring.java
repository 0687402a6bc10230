package io.replicamedic.app;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.replicamedic.controls.Downtimes;
import io.replicamedic.fleet.Registry;
import io.replicamedic.fleet.Replicas;
import io.replicamedic.workflow.WorkflowState;
import io.replicamedic.workflow.WorkflowStore;
import java.time.Clock;
import java.util.Arrays;
import java.util.function.Supplier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What monitoring is told of replicas and workflows; of obligations see {@link AlarmWiring}. */
@Configuration(proxyBeanMethods = false)
class MeterWiring {
  @Bean
  ReplicaMeters replicaMeters(
      Replicas replicas,
      Downtimes downtimes,
      Clock clock,
      ObjectProvider<PrometheusRegistry> registry) {
    ReplicaMeters meters =
        new ReplicaMeters(replicas::standings, id -> downtimes.of(id).isPresent(), clock);
    registry.ifAvailable(it -> it.register(meters));
    return meters;
  }

  @Bean
  MeterBinder workflowMeters(WorkflowStore store) {
    return meters -> {
      Arrays.stream(WorkflowState.values())
          .filter(state -> !state.ended())
          .forEach(state -> workflows(meters, state.name(), () -> count(store, state)));
      workflows(meters, "UNREADABLE", () -> store.unended().damaged().size());
    };
  }

  @Bean
  MeterBinder configurationMeters(Registry registry) {
    return meters ->
        Gauge.builder("replica_medic.misconfigured", () -> registry.misconfigured().size())
            .description("databases that are set aside because their configuration is wrong")
            .register(meters);
  }

  private static long count(WorkflowStore store, WorkflowState state) {
    return store.unended().workflows().stream().filter(it -> it.state() == state).count();
  }

  private static void workflows(MeterRegistry meters, String state, Supplier<Number> value) {
    Gauge.builder("replica_medic.workflows", value)
        .description("workflows that have not ended; UNREADABLE: their record is damaged")
        .tag("state", state)
        .register(meters);
  }
}
