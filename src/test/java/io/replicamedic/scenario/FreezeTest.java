package io.replicamedic.scenario;

import static io.replicamedic.scenario.Proofs.must;

import io.replicamedic.lab.Await;
import io.replicamedic.lab.AwsEndpoint;
import io.replicamedic.lab.Held;
import io.replicamedic.lab.LabSettings;
import io.replicamedic.lab.Session;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The freeze points of design.md, Zombies: an instance stands still, another finishes, the first
 * one wakes. However late its act lands: egress is as before, nothing is owed, and the replica has
 * seen no late SQL.
 */
class FreezeTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String REVOKE = "RevokeSecurityGroupEgress";
  private static final String AUTHORIZE = "AuthorizeSecurityGroupEgress";

  /** A ghost that survives the cut: every workflow cuts, gives back, and hands over. */
  private static Scenario stubborn() {
    Scenario stubborn = Scenarios.named("ghost-stubborn").orElseThrow();
    return Scenario.of(
            "frozen",
            "stubborn, with an instance that freezes",
            lab -> lab.trouble().ghost(),
            "HANDED_OVER",
            Proofs.configurationKept().and(Proofs.egressAsBefore()))
        .in(stubborn.lab())
        .configured(stubborn.service());
  }

  /** A ghost that SQL gets out. */
  private static Scenario ghost() {
    return Scenario.of(
            "frozen",
            "a ghost, with an instance that freezes",
            lab -> lab.trouble().ghost(),
            "SUCCEEDED",
            Proofs.replicatesAgain().and(oneReset()))
        .in(LabSettings.ghost());
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void frozen_after_the_revoke_intent_before_sending() throws Exception {
    try (TwoInstances two = TwoInstances.open(stubborn(), "before:revokeEgress#1")) {
      two.incident().unstick();
      two.freezeAWhenHeld();
      two.startB();
      two.incident().conclude();
      int before = cloud(two.incident()).writes().size();
      two.thawA();
      must(
          writesSince(two.incident(), before)
              .equals(List.of(REVOKE + " InvalidSecurityGroupRuleId.NotFound")),
          "A's late revoke: " + writesSince(two.incident(), before));
      Proofs.egressAsBefore().and(Proofs.clean()).check(two.incident());
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void a_rule_whose_revoke_never_arrived_is_burnt_and_the_late_call_finds_nothing(int times)
      throws Exception {
    Scenario burnt =
        stubborn()
            .configured(
                Map.of(
                    "replica-medic.network.patience", "1s",
                    "replica-medic.network.longest-cut", "8s",
                    "replica-medic.network.reserve", "3s"));
    try (Incident incident = new Incident(burnt, ServiceHere::new)) {
      String original = incident.lab().egressBefore().getFirst().id();
      Held revoke = cloud(incident).next(REVOKE).answerLate();
      incident.unstick();
      revoke.awaitArrived();
      incident.conclude();
      must(
          incident.journal().stream()
              .filter(row -> row.path("rung").asString().equals("discharge"))
              .filter(row -> row.path("kind").asString().equals("INTENT"))
              .findFirst()
              .filter(row -> row.path("summary").asString().startsWith(REVOKE))
              .filter(row -> row.path("summary").asString().contains(original))
              .isPresent(),
          "giving back did not begin with burning " + original);
      List<String> answers = times == 1 ? List.of(revoke.deliver()) : revoke.deliverTwice();
      must(
          answers.stream().allMatch("InvalidSecurityGroupRuleId.NotFound"::equals),
          "the late revoke was answered " + answers);
      Proofs.egressAsBefore().and(Proofs.clean()).check(incident);
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void frozen_before_removing_the_narrower_rules_while_a_second_workflow_cuts() throws Exception {
    try (TwoInstances two = TwoInstances.open(stubborn(), "before:revokeEgress#2")) {
      two.incident().unstick();
      two.freezeAWhenHeld();
      two.startB();
      two.incident().conclude();
      two.incident().unstick();
      two.incident().awaitRow("OUTCOME", "cut-egress");
      two.thawA();
      must(
          two.incident()
              .api()
              .workflow(two.incident().workflowId())
              .path("state")
              .asString()
              .equals("RUNNING"),
          "the second workflow was over before A woke");
      two.incident().conclude();
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void frozen_before_adding_the_narrower_rules(boolean followed) throws Exception {
    try (TwoInstances two = TwoInstances.open(stubborn(), "before:authorizeEgress#1")) {
      two.incident().unstick();
      two.freezeAWhenHeld();
      two.startB();
      two.incident().conclude();
      if (followed) {
        two.incident().unstick();
        two.incident().awaitRow("OUTCOME", "cut-egress");
      }
      int before = cloud(two.incident()).writes().size();
      two.thawA();
      String late = writesSince(two.incident(), before).getFirst();
      if (followed) {
        // The second cut's own rules are there: EC2 takes none of A's.
        must(late.equals(AUTHORIZE + " InvalidPermission.Duplicate"), "A's late call: " + late);
        two.incident().conclude();
      } else {
        must(late.equals(AUTHORIZE + " OK"), "A's late call: " + late);
        two.incident()
            .awaitLeftoverRemoved("security-group:" + two.incident().lab().groups().getFirst());
        Proofs.egressAsBefore().check(two.incident());
      }
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void frozen_before_the_reset_with_no_session_yet() throws Exception {
    // The refused kill spends A's session: it stands still before it opens the next one.
    Scenario scenario = Scenarios.named("ghost-no-kill").orElseThrow();
    try (TwoInstances two = TwoInstances.open(scenario, "before:openReplica#2")) {
      two.incident().unstick();
      two.freezeAWhenHeld();
      two.startB();
      two.incident().conclude();
      two.thawA();
      oneReset().and(Proofs.replicatesAgain()).and(Proofs.clean()).check(two.incident());
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void frozen_before_the_reset_holding_the_lock(boolean thawed) throws Exception {
    try (TwoInstances two = TwoInstances.open(ghost(), "before:rds_reset_external_source")) {
      two.incident().unstick();
      two.freezeAWhenHeld();
      two.startB();
      two.incident().conclude();
      if (thawed) {
        two.thawA();
        oneReset().and(Proofs.replicatesAgain()).and(Proofs.clean()).check(two.incident());
      }
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void frozen_while_its_reset_runs_in_the_server(boolean cancelled) throws Exception {
    Scenario scenario = cancelled ? cancelledWhileResetting() : ghost();
    try (TwoInstances two = TwoInstances.open(scenario, "")) {
      Incident incident = two.incident();
      try (Session root = incident.lab().replica().session()) {
        slowReset(root, incident.lab().admin().user());
        incident.unstick();
        Await.until("A's reset runs in the server", PATIENCE, () -> resetRuns(root));
        two.freezeA();
        two.startB();
        if (cancelled) {
          incident.cancel();
        }
        incident.awaitRow("WAITING", "");
        must(resetRuns(root), "A's reset did not outlive the takeover");
        root.run("DO RELEASE_LOCK('lab-slow-reset')");
        incident.conclude();
        two.thawAAnywhere();
        oneReset().and(scenario.proof()).and(Proofs.clean()).check(incident);
      }
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @ValueSource(strings = {"after:lockHolder#1", "before:kill#1"})
  void frozen_while_waiting_for_the_lock_it_never_ends_the_rightful_owner(String hold)
      throws Exception {
    try (TwoInstances two = TwoInstances.open(ghost(), hold);
        Session earlier = two.incident().lab().adminSession()) {
      earlier.run("DO GET_LOCK('replica-medic:" + ServiceSettings.REPLICA + "', 0)");
      two.incident().unstick();
      two.freezeAWhenHeld();
      two.startB();
      two.incident().awaitRow("INTENT", "stop");
      two.thawA();
      two.incident().conclude();
      must(
          two.incident().journal().stream()
              .noneMatch(row -> row.path("kind").asString().equals("VOIDED")),
          "A ended B's session: an act of B was voided");
    }
  }

  private static Scenario cancelledWhileResetting() {
    return Scenario.of(
            "frozen",
            "cancelled while the reset of a frozen instance runs",
            lab -> lab.trouble().ghost(),
            "CANCELLED",
            Proofs.configurationKept())
        .in(LabSettings.ghost());
  }

  /**
   * The reset procedure waits for a lock that this session holds, inside its DEFINER body; and the
   * admin may not end such a session (KILL answers 1095).
   */
  private static void slowReset(Session root, String admin) throws Exception {
    root.run(
        "SET sql_log_bin = 0",
        "REVOKE CONNECTION_ADMIN ON *.* FROM " + admin + "@'%'",
        "DO GET_LOCK('lab-slow-reset', 0)",
        "DROP PROCEDURE mysql.rds_reset_external_source",
        """
        CREATE DEFINER = rdsadmin@localhost PROCEDURE mysql.rds_reset_external_source()
        SQL SECURITY DEFINER
        BEGIN
          DO GET_LOCK('lab-slow-reset', 600);
          CALL mysql.rds_lab_record('Starting: reset slave');
          RESET REPLICA ALL FOR CHANNEL '';
          DO RELEASE_LOCK('lab-slow-reset');
        END
        """);
  }

  private static boolean resetRuns(Session root) throws Exception {
    return root.rows("SHOW FULL PROCESSLIST").stream()
        .anyMatch(
            row -> row.getOrDefault("Info", "").contains("DO GET_LOCK('lab-slow-reset', 600)"));
  }

  private static Scenario.Proof oneReset() {
    return incident -> {
      try (Session root = incident.lab().replica().session()) {
        String resets =
            root.value(
                "SELECT COUNT(*) FROM mysql.rds_history WHERE action LIKE 'Starting: reset%'");
        must(resets.equals("1"), "the server has seen " + resets + " resets");
      }
    };
  }

  private static List<String> writesSince(Incident incident, int before) {
    List<AwsEndpoint.Call> writes = cloud(incident).writes();
    return writes.subList(before, writes.size()).stream()
        .map(call -> call.action() + " " + call.answer())
        .toList();
  }

  private static AwsEndpoint cloud(Incident incident) {
    return incident.lab().endpoint();
  }
}
