package io.replicamedic.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.replicamedic.access.ApiKey;
import io.replicamedic.access.ApiKeys;
import io.replicamedic.adapter.aws.AwsAccess;
import io.replicamedic.adapter.mysql.MysqlDatabases;
import io.replicamedic.adapter.mysql.Timeouts;
import io.replicamedic.adapter.secrets.ReferencedSecrets;
import io.replicamedic.controls.Controls;
import io.replicamedic.fleet.KnownSources;
import io.replicamedic.fleet.Latches;
import io.replicamedic.fleet.Poller;
import io.replicamedic.fleet.RdsKnowledge;
import io.replicamedic.fleet.ReadingListener;
import io.replicamedic.fleet.RecentActs;
import io.replicamedic.fleet.Registry;
import io.replicamedic.fleet.Replicas;
import io.replicamedic.journal.Journal;
import io.replicamedic.obligation.Discharger;
import io.replicamedic.obligation.Grace;
import io.replicamedic.obligation.Obligations;
import io.replicamedic.outside.AwsAccounts;
import io.replicamedic.outside.Databases;
import io.replicamedic.outside.FleetMemory;
import io.replicamedic.outside.LoginTokens;
import io.replicamedic.outside.Secrets;
import io.replicamedic.playbook.UnstickPlaybook;
import io.replicamedic.replication.Tolerances;
import io.replicamedic.rung.network.Isolation;
import io.replicamedic.rung.network.NetworkRungs;
import io.replicamedic.rung.replication.Cleared;
import io.replicamedic.rung.replication.ConfigurationDischarger;
import io.replicamedic.rung.replication.ReplicationPolicy;
import io.replicamedic.rung.replication.Seizer;
import io.replicamedic.workflow.Engine;
import io.replicamedic.workflow.Orphans;
import io.replicamedic.workflow.Playbook;
import io.replicamedic.workflow.Playbooks;
import io.replicamedic.workflow.Policy;
import io.replicamedic.workflow.Signals;
import io.replicamedic.workflow.Sweeper;
import io.replicamedic.workflow.WorkflowStore;
import io.replicamedic.workflow.Workflows;
import java.time.Clock;
import java.util.List;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.ConfigurableEnvironment;

/** Hands everything what it needs; the only place where rooms meet. */
@org.springframework.context.annotation.Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(Settings.class)
class Wiring {
  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  Secrets secrets(AwsAccess access) {
    return new ReferencedSecrets(access.secrets());
  }

  @Bean
  Databases databases(Secrets secrets, LoginTokens tokens, Clock clock) {
    return new MysqlDatabases(secrets, tokens, Timeouts.standard(), clock);
  }

  @Bean
  Configuration configured(ConfigurableEnvironment environment) {
    return Configuration.of(environment);
  }

  @Bean
  Registry registry(Configuration configuration) {
    return new Registry(configuration.databases(), configuration.aside());
  }

  @Bean
  Replicas replicas(
      Registry registry,
      Databases databases,
      RecentActs acts,
      Latches latches,
      ReadingListener listener,
      RdsKnowledge rds,
      Clock clock,
      Settings settings,
      KnownSources sources) {
    PollingSettings polling = settings.polling();
    return new Replicas(
        registry,
        databases,
        acts,
        latches,
        listener,
        rds,
        clock,
        polling.isOn() ? polling.stale() : settings.replication().statusFreshFor(),
        Tolerances.standard().stale(polling.stale()),
        sources);
  }

  @Bean
  Poller poller(
      Registry registry, Databases databases, Replicas replicas, Clock clock, Settings settings) {
    PollingSettings polling = settings.polling();
    return new Poller(
        registry, databases, replicas, polling.interval(), polling.sourceInterval(), clock);
  }

  @Bean
  ApplicationListener<ApplicationReadyEvent> polling(Poller poller, Settings settings) {
    return event -> {
      if (settings.polling().isOn()) {
        poller.start();
      }
    };
  }

  @Bean
  Controls controls(Settings settings) {
    return new Controls(settings.remediation());
  }

  @Bean
  ApiKeys apiKeys(Settings settings) {
    return new ApiKeys(
        settings.apiKeys().stream().map(key -> new ApiKey(key.name(), key.sha256())).toList());
  }

  @Bean
  Policy policy(Settings settings) {
    WorkflowSettings workflow = settings.workflow();
    return new Policy(
        workflow.poll(),
        workflow.unreadable(),
        workflow.progressing(),
        workflow.setbacks(),
        workflow.attempts(),
        workflow.waitingPoll());
  }

  @Bean
  ReplicationPolicy replicationPolicy(Settings settings) {
    ReplicationSettings replication = settings.replication();
    return new ReplicationPolicy(
        replication.callWait(),
        replication.effect(),
        replication.stability(),
        replication.start(),
        replication.configurationOwed(),
        replication.gateExpiry());
  }

  @Bean
  Seizer seizer(Databases databases) {
    return new Seizer(databases);
  }

  @Bean
  UnstickPlaybook unstickPlaybook(
      Registry registry,
      Databases databases,
      Seizer seizer,
      Isolation isolation,
      AwsAccounts aws,
      NetworkRungs network,
      Secrets secrets,
      FleetMemory memory,
      Obligations obligations,
      ReplicationPolicy policy,
      Clock clock) {
    return new UnstickPlaybook(
        registry::require,
        databases,
        seizer,
        isolation,
        aws,
        network,
        secrets,
        memory,
        new Cleared(obligations),
        policy,
        clock);
  }

  @Bean
  ConfigurationDischarger configurationDischarger(
      Seizer seizer, Registry registry, Secrets secrets, ReplicationPolicy policy) {
    return new ConfigurationDischarger(seizer, registry::require, secrets, policy.callWait());
  }

  @Bean
  Discharger placedConfigurationDischarger(ConfigurationDischarger configurationDischarger) {
    return configurationDischarger.placed();
  }

  @Bean
  Playbooks playbooks(List<Playbook<?>> all) {
    return new Playbooks(all);
  }

  @Bean
  Signals signals() {
    return new Signals();
  }

  @Bean
  Engine engine(
      WorkflowStore store,
      Obligations obligations,
      Playbooks playbooks,
      List<Discharger> dischargers,
      Policy policy,
      Clock clock,
      Signals signals,
      Controls controls,
      MeterRegistry meters) {
    return new Engine(
        store,
        obligations,
        playbooks,
        CountedDischarger.all(dischargers, meters),
        policy,
        clock,
        signals,
        controls::mayAct);
  }

  @Bean
  Workflows workflows(
      WorkflowStore store, Journal journal, Playbooks playbooks, Clock clock, Signals signals) {
    return new Workflows(store, journal, playbooks, clock, signals);
  }

  @Bean
  Orphans orphans(
      WorkflowStore store,
      Obligations obligations,
      List<Discharger> dischargers,
      Signals signals,
      MeterRegistry meters) {
    return new Orphans(store, obligations, CountedDischarger.all(dischargers, meters), signals);
  }

  @Bean
  Sweeper sweeper(
      WorkflowStore store,
      Obligations obligations,
      Playbooks playbooks,
      Orphans orphans,
      Grace grace,
      Clock clock,
      Signals signals) {
    return new Sweeper(
        store,
        obligations,
        playbooks,
        orphans,
        grace,
        discharge -> Thread.ofVirtual().name("discharge").start(discharge),
        clock,
        signals);
  }
}
