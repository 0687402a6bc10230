package io.replicamedic.app;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.replicamedic.audit.AuditSchedule;
import io.replicamedic.audit.AuditStore;
import io.replicamedic.audit.AuditTimes;
import io.replicamedic.audit.Audits;
import io.replicamedic.audit.FleetAudits;
import io.replicamedic.audit.SuppressionStore;
import io.replicamedic.audit.Suppressions;
import io.replicamedic.controls.Downtimes;
import io.replicamedic.fleet.Registry;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextClosedEvent;

/** Audits of the whole fleet: when they are run, what is told of them, what is suppressed. */
@Configuration(proxyBeanMethods = false)
class FleetAuditWiring {
  // Read before the first scrape: an alert must not fire because of a restart.
  @Bean
  Suppressions suppressions(SuppressionStore store, Clock clock) {
    Suppressions suppressions = new Suppressions(store, clock);
    suppressions.refresh();
    return suppressions;
  }

  @Bean
  FleetAudits fleetAudits(
      Registry registry, AuditStore store, AuditTimes times, Suppressions suppressions) {
    return new FleetAudits(registry, store, times, suppressions);
  }

  @Bean
  AuditSchedule auditSchedule(
      Registry registry, Audits audits, AuditTimes times, Settings settings, Clock clock) {
    return new AuditSchedule(registry, audits, times, settings.audit().pace(), clock);
  }

  // One row in the store: of several instances one has it at a time.
  @Bean
  Task<Void> auditFleet(AuditSchedule schedule, Settings settings) {
    return task(schedule, settings.audit().look());
  }

  static RecurringTask<Void> task(AuditSchedule schedule, Duration look) {
    return Tasks.recurring("audit-fleet", FixedDelay.of(look))
        .execute((instance, context) -> schedule.run());
  }

  @Bean
  ApplicationListener<ContextClosedEvent> leavingAudits(AuditSchedule schedule) {
    return event -> schedule.leave();
  }

  @Bean
  AuditMeters auditMeters(
      FleetAudits audits,
      Downtimes downtimes,
      Settings settings,
      Clock clock,
      ObjectProvider<PrometheusRegistry> registry) {
    AuditMeters meters =
        new AuditMeters(
            audits::known, id -> downtimes.of(id).isPresent(), settings.audit().interval(), clock);
    registry.ifAvailable(it -> it.register(meters));
    return meters;
  }
}
