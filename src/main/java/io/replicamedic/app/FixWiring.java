package io.replicamedic.app;

import io.replicamedic.audit.Audits;
import io.replicamedic.audit.PlannedWorkGuard;
import io.replicamedic.durability.Auditor;
import io.replicamedic.fleet.Registry;
import io.replicamedic.journal.Journal;
import io.replicamedic.outside.AwsAccounts;
import io.replicamedic.outside.Databases;
import io.replicamedic.playbook.FixDurabilityPlaybook;
import io.replicamedic.rung.parameters.FixPolicy;
import io.replicamedic.rung.parameters.FixRungs;
import io.replicamedic.rung.parameters.ParameterExamination;
import io.replicamedic.rung.replication.Seizer;
import java.time.Clock;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Hands over what closes an audit's findings, and what is asked before planned work. */
@Configuration(proxyBeanMethods = false)
class FixWiring {
  @Bean
  FixDurabilityPlaybook fixDurabilityPlaybook(
      Registry registry,
      Databases databases,
      Seizer seizer,
      Audits audits,
      AwsAccounts accounts,
      Settings settings,
      Clock clock) {
    ParameterExamination examination =
        new ParameterExamination(database -> audits.look(database.id()), accounts);
    FixPolicy policy =
        new FixPolicy(
            settings.durability().fix().applies(),
            settings.durability().fix().disagree(),
            settings.replication().callWait(),
            settings.replication().gateExpiry());
    return new FixDurabilityPlaybook(
        registry::require,
        databases,
        seizer,
        examination,
        Set.copyOf(Auditor.rules()),
        new FixRungs(examination, accounts, policy, clock));
  }

  @Bean
  PlannedWorkGuard plannedWorkGuard(Audits audits, Journal journal) {
    return new PlannedWorkGuard(audits, journal);
  }
}
