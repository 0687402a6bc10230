package io.replicamedic.web;

import io.replicamedic.access.ApiKey;
import io.replicamedic.access.ApiKeys;
import io.replicamedic.audit.Audits;
import io.replicamedic.audit.FleetAudits;
import io.replicamedic.audit.Inspection;
import io.replicamedic.audit.MemoryAudits;
import io.replicamedic.audit.MemorySuppressions;
import io.replicamedic.audit.PlannedWorkGuard;
import io.replicamedic.audit.Suppressions;
import io.replicamedic.controls.Controls;
import io.replicamedic.controls.Downtimes;
import io.replicamedic.controls.MemoryDowntimes;
import io.replicamedic.controls.Remediation;
import io.replicamedic.durability.Auditor;
import io.replicamedic.fleet.Clerk;
import io.replicamedic.fleet.Discovery;
import io.replicamedic.fleet.History;
import io.replicamedic.fleet.Latches;
import io.replicamedic.fleet.MemoryHistory;
import io.replicamedic.fleet.MemoryLatches;
import io.replicamedic.fleet.RdsKnowledge;
import io.replicamedic.fleet.Registry;
import io.replicamedic.fleet.Replicas;
import io.replicamedic.fleet.ScriptedSurvey;
import io.replicamedic.journal.Journal;
import io.replicamedic.obligation.Discharger;
import io.replicamedic.outside.Databases;
import io.replicamedic.replication.Tolerances;
import io.replicamedic.workflow.LastWorkflows;
import io.replicamedic.workflow.Playbooks;
import io.replicamedic.workflow.Signals;
import io.replicamedic.workflow.WorkflowStore;
import io.replicamedic.workflow.Workflows;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.core.env.Environment;

/**
 * This room's beans, and in-memory ports in place of the other rooms. No stereotype on purpose: the
 * real service's component scan must not find it on the test class path.
 */
@EnableAutoConfiguration
@ComponentScan(basePackageClasses = WebConfiguration.class)
class WebTestApp {

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  Signals signals() {
    return new Signals();
  }

  @Bean
  MemoryStore store(Clock clock, Signals signals) {
    return new MemoryStore(clock, signals);
  }

  @Bean
  MemoryObligations obligations() {
    return new MemoryObligations();
  }

  @Bean
  MemoryAlarms alarms() {
    return new MemoryAlarms();
  }

  @Bean
  Registry registry() {
    return new Registry(Samples.DATABASES, List.of(Samples.ASIDE));
  }

  @Bean
  ScriptedDatabases databases() {
    return new ScriptedDatabases();
  }

  @Bean
  MemoryHistory historyStore() {
    return new MemoryHistory();
  }

  @Bean
  History history() {
    return new History(Duration.ofMinutes(1), 1000);
  }

  @Bean
  Latches latches(Clock clock) {
    return new Latches(new MemoryLatches(), clock);
  }

  @Bean(initMethod = "start")
  Clerk clerk(History history, Latches latches, MemoryHistory store, Clock clock) {
    Clerk.Retention retention = new Clerk.Retention(Duration.ofDays(1), Duration.ofDays(90), 1000);
    return new Clerk(history, latches, store, retention, clock);
  }

  @Bean
  Downtimes downtimes(Clock clock) {
    return new Downtimes(new MemoryDowntimes(), clock, Duration.ofDays(7));
  }

  @Bean
  LastWorkflows lastWorkflows(WorkflowStore store) {
    return new LastWorkflows(store);
  }

  @Bean
  Replicas replicas(
      Registry registry, Databases databases, Latches latches, History history, Clock clock) {
    return new Replicas(
        registry,
        databases,
        id -> List.of(),
        latches,
        history,
        new RdsKnowledge(registry),
        clock,
        Duration.ofSeconds(5),
        Tolerances.standard());
  }

  @Bean
  Workflows workflows(
      WorkflowStore store, Journal journal, Registry registry, Clock clock, Signals signals) {
    return new Workflows(
        store, journal, new Playbooks(List.of(new ScriptedPlaybook(registry))), clock, signals);
  }

  @Bean
  ScriptedAws aws(ScriptedSurvey survey) {
    return new ScriptedAws(survey);
  }

  @Bean
  ScriptedSurvey survey() {
    return new ScriptedSurvey();
  }

  @Bean
  PlannedWorkGuard plannedWorkGuard(Audits audits, Journal journal) {
    return new PlannedWorkGuard(audits, journal);
  }

  @Bean
  MemoryAudits auditStore() {
    return new MemoryAudits();
  }

  @Bean
  MemorySuppressions suppressionStore() {
    return new MemorySuppressions();
  }

  @Bean
  Suppressions suppressions(MemorySuppressions store, Clock clock) {
    return new Suppressions(store, clock);
  }

  @Bean
  FleetAudits fleetAudits(Registry registry, MemoryAudits store, Suppressions suppressions) {
    return new FleetAudits(registry, store, store.times(), suppressions);
  }

  @Bean
  Audits audits(
      Registry registry, Databases databases, ScriptedAws aws, MemoryAudits store, Clock clock) {
    return new Audits(
        registry,
        new Inspection(registry, databases, aws, Duration.ofSeconds(5), clock),
        new Auditor(),
        store);
  }

  @Bean
  Discovery discovery(Registry registry, ScriptedAws aws, Clock clock) {
    return new Discovery(
        registry, aws, new Discovery.Filter("replica-medic", ""), Duration.ofMinutes(5), clock);
  }

  @Bean
  Discharger discharger() {
    return new ScriptedDischarger();
  }

  @Bean
  Controls controls(@Value("${test.remediation:ON}") Remediation remediation) {
    return new Controls(remediation);
  }

  @Bean
  ApiKeys keys() throws NoSuchAlgorithmException {
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(Api.KEY.getBytes(StandardCharsets.UTF_8));
    return new ApiKeys(List.of(new ApiKey("oncall", HexFormat.of().formatHex(hash))));
  }

  @Bean
  Api api(Environment environment) {
    return new Api(environment);
  }
}
