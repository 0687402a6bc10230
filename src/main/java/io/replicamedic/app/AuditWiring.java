package io.replicamedic.app;

import io.replicamedic.audit.AuditStore;
import io.replicamedic.audit.Audits;
import io.replicamedic.audit.Inspection;
import io.replicamedic.durability.Auditor;
import io.replicamedic.fleet.Registry;
import io.replicamedic.outside.AwsAccounts;
import io.replicamedic.outside.Databases;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Durability audits: who reads, who judges, who keeps. */
@Configuration(proxyBeanMethods = false)
class AuditWiring {
  @Bean
  Inspection inspection(
      Registry registry,
      Databases databases,
      AwsAccounts accounts,
      Settings settings,
      Clock clock) {
    return new Inspection(registry, databases, accounts, settings.durability().limit(), clock);
  }

  @Bean
  Audits audits(Registry registry, Inspection inspection, AuditStore store) {
    return new Audits(registry, inspection, new Auditor(), store);
  }
}
