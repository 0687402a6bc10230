package io.replicamedic.scenario;

import io.replicamedic.lab.Await;
import io.replicamedic.lab.RowLock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The service is killed with kill -9 in the middle, and started again on its store. */
class CrashTest {

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @ValueSource(
      strings = {
        "before:rds_reset_external_source",
        "after:rds_reset_external_source",
        "after:rds_set_external_source_with_auto_position"
      })
  void carries_on_after_a_kill_9(String hold) throws Exception {
    Scenario ghost = Scenarios.named("ghost").orElseThrow();
    Scenario killed =
        Scenario.of(
            ghost.name(),
            ghost.about(),
            lab -> lab.trouble().ghost(),
            "SUCCEEDED",
            Proofs.replicatesAgain()
                .and(Proofs.said("TAKEN_OVER", "did not let go"))
                .and(Proofs.said("VOIDED", "outcome unknown")));
    try (Incident incident =
        new Incident(killed, settings -> HoldingService.start(settings, hold))) {
      incident.unstick();
      killWhenHeld(incident, hold);
      incident.restart(ServiceProcess::plain);
      incident.conclude();
      String log = ((ServiceProcess) incident.service()).logged();
      for (String secret : incident.secrets()) {
        Proofs.must(!log.contains(secret), "a secret is in the service's log");
      }
    }
  }

  // Which channel it was, and where it stood, is only on record once the configuration is gone.
  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @CsvSource({
    "channel-ghost, after:rds_reset_external_source_for_channel",
    "position-ghost, after:rds_reset_external_source"
  })
  void a_cleared_channel_is_set_again_as_it_was_after_a_kill_9(String scenario, String hold)
      throws Exception {
    Scenario ghost = Scenarios.named(scenario).orElseThrow();
    try (Incident incident =
        new Incident(
            ghost.proven(Proofs.replicatesAgain().and(Proofs.said("TAKEN_OVER", "did not let go"))),
            settings -> HoldingService.start(settings, hold))) {
      incident.unstick();
      killWhenHeld(incident, hold);
      incident.restart(ServiceProcess::plain);
      incident.conclude();
    }
  }

  // Twelve points of the crash matrix: all of them with bench/crash-matrix, or in one JVM.
  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @CsvSource({
    "ghost-no-kill, before:revokeEgress#1",
    "ghost-no-kill, after:revokeEgress#1",
    "ghost-no-kill, before:authorizeEgress#2",
    "ghost-no-kill, after:authorizeEgress#2",
    "ghost-yes, after:create",
    "ghost-yes, before:replace",
    "ghost-yes, after:replace",
    "ghost-yes, before:delete",
    "ghost-no-kill-swap, after:create",
    "ghost-no-kill-swap, before:setGroups#1",
    "ghost-no-kill-swap, after:setGroups#1",
    "ghost-no-kill-swap, after:setGroups#2"
  })
  void the_network_is_given_back_after_a_kill_9(String scenario, String hold) throws Exception {
    Scenario killed = CrashMatrix.killed(Scenarios.named(scenario).orElseThrow());
    try (Incident incident =
        new Incident(killed, settings -> HoldingService.start(settings, hold))) {
      incident.unstick();
      killWhenHeld(incident, hold);
      incident.restart(ServiceProcess::plain);
      incident.conclude();
      Proofs.said("TAKEN_OVER", "did not let go").check(incident);
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void egress_is_given_back_by_another_instance_when_the_first_never_comes_back() throws Exception {
    try (TwoInstances two = TwoInstances.open(killedUnderCut(), "after:revokeEgress#1")) {
      two.incident().unstick();
      two.killAWhenHeld();
      Proofs.must(!Proofs.sameEgress(two.incident().lab()), "nothing was cut when A died");
      two.startB(ServiceProcess::plain);
      two.incident().conclude();
    }
  }

  private static Scenario killedUnderCut() {
    Scenario cut = Scenarios.named("ghost-no-kill").orElseThrow();
    return Scenario.of(
            cut.name(),
            cut.about(),
            lab -> lab.trouble().ghost(),
            "SUCCEEDED",
            Proofs.replicatesAgain()
                .and(Proofs.cutAndGivenBack())
                .and(Proofs.said("TAKEN_OVER", "did not let go")))
        .in(cut.lab());
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void a_blocked_stop_outlives_the_service_and_nothing_overtakes_it() throws Exception {
    Scenario blocked =
        Scenario.of(
                "blocked-stop-killed",
                "the service dies while its stop waits for a row lock",
                lab -> {},
                "SUCCEEDED",
                Proofs.orphanWasWaitedFor().and(Proofs.replicatesAgain()))
            .from(lab -> lab.trouble().blockedStop());
    try (Incident incident = new Incident(blocked, ServiceProcess::plain)) {
      incident.unstick();
      incident.awaitRow("INTENT", "stop");
      Await.until("the stop waits in the server", Duration.ofSeconds(30), () -> stopRuns(incident));
      ((ServiceProcess) incident.service()).kill9();
      incident.restart(ServiceProcess::plain);
      incident.awaitRow("WAITING", "");
      Proofs.must(stopRuns(incident), "the stop did not outlive the service");
      Proofs.must(
          Proofs.acts(incident).equals(List.of("stop")),
          "a later rung overtook the stop: " + Proofs.acts(incident));
      ((RowLock) incident.state()).release();
      incident.conclude();
    }
  }

  private static boolean stopRuns(Incident incident) throws Exception {
    try (var root = incident.lab().replica().session()) {
      return root.rows("SHOW FULL PROCESSLIST").stream()
          .anyMatch(row -> row.getOrDefault("Info", "").contains("STOP REPLICA"));
    }
  }

  private static void killWhenHeld(Incident incident, String hold) {
    ServiceProcess service = (ServiceProcess) incident.service();
    service.awaitLogged(HoldingService.held(hold));
    service.kill9();
  }
}
