package io.replicamedic.app;

import io.replicamedic.fleet.Discovery;
import io.replicamedic.fleet.Latches;
import io.replicamedic.fleet.RdsKnowledge;
import io.replicamedic.fleet.RdsWatch;
import io.replicamedic.fleet.Recollection;
import io.replicamedic.fleet.Registry;
import io.replicamedic.fleet.Replicas;
import io.replicamedic.outside.AwsAccounts;
import io.replicamedic.outside.FleetMemory;
import java.time.Clock;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Hands over what the RDS API is known to say; it is asked in the background only. */
@Configuration(proxyBeanMethods = false)
class RdsWiring {
  @Bean
  RdsKnowledge rdsKnowledge(Registry registry) {
    return new RdsKnowledge(registry);
  }

  @Bean
  RdsWatch rdsWatch(
      Registry registry,
      AwsAccounts accounts,
      RdsKnowledge knowledge,
      Settings settings,
      Clock clock) {
    return new RdsWatch(registry, accounts, knowledge, settings.aws().watch(), clock);
  }

  @Bean
  ApplicationListener<ApplicationReadyEvent> rdsWatching(RdsWatch watch, Settings settings) {
    return event -> {
      if (settings.aws().watch().isPositive()) {
        watch.start();
      }
    };
  }

  @Bean
  Discovery discovery(Registry registry, AwsAccounts accounts, Settings settings, Clock clock) {
    DiscoverySettings discovery = settings.discovery();
    return new Discovery(
        registry,
        accounts.standard(),
        new Discovery.Filter(discovery.tag(), discovery.value()),
        discovery.interval(),
        clock);
  }

  @Bean
  ApplicationListener<ApplicationReadyEvent> discovering(Discovery discovery, Settings settings) {
    return event -> {
      if (settings.discovery().enabled()) {
        discovery.start();
      }
    };
  }

  @Bean
  FleetMemory fleetMemory(
      Replicas replicas, Latches latches, RdsKnowledge knowledge, RdsWatch watch) {
    return new Recollection(replicas, latches, knowledge, watch);
  }
}
