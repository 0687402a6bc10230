package io.replicamedic.app;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.replicamedic.adapter.notify.Webhook;
import io.replicamedic.obligation.Alarms;
import io.replicamedic.obligation.Discharger;
import io.replicamedic.obligation.Grace;
import io.replicamedic.obligation.Obligations;
import io.replicamedic.obligation.OverdueWatch;
import io.replicamedic.outside.Notifier;
import io.replicamedic.outside.Secrets;
import io.replicamedic.workflow.Engine;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What watches over obligations, and how people learn of it: alarms, metrics, the webhook. */
@Configuration(proxyBeanMethods = false)
class AlarmWiring {
  @Bean
  OverdueWatch overdueWatch(Obligations obligations, Alarms alarms, Grace grace, Clock clock) {
    return new OverdueWatch(obligations, alarms, grace, Engine.SELF, clock);
  }

  @Bean
  Grace grace(Settings settings, List<Discharger> dischargers) {
    return Grace.of(settings.workflow().grace(), dischargers);
  }

  @Bean
  Notifier notifier(Settings settings, Secrets secrets, Clock clock) {
    AlarmSettings.Webhook webhook = settings.alarms().webhook();
    return webhook == null
        ? notice -> new Notifier.Told.Nobody()
        : new Webhook(
            URI.create(webhook.url()), webhook.secret(), secrets, webhook.timeout(), clock);
  }

  @Bean
  Notices notices(Alarms alarms, Notifier notifier, Clock clock, MeterRegistry meters) {
    return new Notices(alarms, notifier, clock, meters);
  }

  @Bean
  MeterBinder obligationMeters(Obligations obligations, Alarms alarms, Clock clock) {
    return meters -> {
      gauge(
          meters,
          "replica_medic.obligations.open",
          "what must still be undone",
          () -> obligations.open().size());
      gauge(
          meters,
          "replica_medic.obligations.overdue",
          "what must still be undone after its deadline",
          () -> obligations.overdue(clock.instant()).size());
      gauge(
          meters,
          "replica_medic.alarms.standing",
          "alarms raised and not cleared",
          () -> alarms.standing().size());
    };
  }

  private static void gauge(
      MeterRegistry meters, String name, String description, Supplier<Number> value) {
    Gauge.builder(name, value).description(description).register(meters);
  }
}
