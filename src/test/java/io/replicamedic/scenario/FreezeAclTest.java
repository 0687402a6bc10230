package io.replicamedic.scenario;

import static io.replicamedic.scenario.Proofs.must;

import io.replicamedic.lab.AwsEndpoint;
import io.replicamedic.lab.Cloud;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The freeze points of {@link FreezeTest} for a cut by network ACL: an entry has no id to burn, so
 * its number rests, a late replace finds nothing at it, and AWS refuses it once its signature is
 * too old.
 */
class FreezeAclTest {
  private static final String CREATE = "CreateNetworkAclEntry";
  private static final String REPLACE = "ReplaceNetworkAclEntry";
  private static final String DELETE = "DeleteNetworkAclEntry";
  private static final String NOT_FOUND = "InvalidNetworkAclEntry.NotFound";

  /** Just below the ACL's one entry. */
  private static final int FIRST = 99;

  /** The first cut has reserved three numbers, which rest. */
  private static final int SECOND = 96;

  private static Scenario frozen() {
    Scenario stubborn = Scenarios.named("ghost-stubborn").orElseThrow();
    return Scenario.of(
            "frozen",
            "stubborn, denied by network ACL, with an instance that freezes",
            lab -> lab.trouble().ghost(),
            "HANDED_OVER",
            Proofs.configurationKept()
                .and(Proofs.aclAsBefore())
                .and(Proofs.said("DISCHARGED", "the network ACLs are as they were")))
        .in(stubborn.lab())
        .configured(stubborn.service())
        .requesting(Map.of("isolation", "network-acl"));
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void frozen_after_the_intent_to_replace_before_sending() throws Exception {
    try (TwoInstances two = TwoInstances.open(frozen(), "before:replace#1")) {
      Incident incident = two.incident();
      incident.unstick();
      two.freezeAWhenHeld();
      two.startB();
      incident.conclude();
      int before = cloud(incident).writes().size();
      two.thawA();
      must(
          writesSince(incident, before).equals(List.of(answered(REPLACE, FIRST, NOT_FOUND))),
          "A's late replace: " + writesSince(incident, before));
      Proofs.aclAsBefore().and(Proofs.clean()).check(incident);
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void frozen_before_replacing_until_somebody_else_has_the_number() throws Exception {
    try (TwoInstances two = TwoInstances.open(frozen(), "before:replace#1")) {
      Incident incident = two.incident();
      incident.unstick();
      two.freezeAWhenHeld();
      two.startB();
      incident.conclude();
      Cloud.Entry theirs = new Cloud.Entry(FIRST, "6", 443, 443, "10.3.0.0/16", "allow");
      cloud(incident).entry(incident.lab().acl(), theirs);
      // A has stood for longer than B needed to start: as 15 minutes at AWS.
      cloud(incident).signatureLife(Duration.ofSeconds(2));
      int before = cloud(incident).writes().size();
      two.thawA();
      must(
          writesSince(incident, before).equals(List.of(answered(REPLACE, FIRST, "RequestExpired"))),
          "A's late replace: " + writesSince(incident, before));
      List<Cloud.Entry> expected = new ArrayList<>(incident.lab().aclEntriesBefore());
      expected.add(theirs);
      expected.sort(Comparator.comparing(Cloud.Entry::number));
      must(
          incident.lab().aclEntries().equals(expected),
          "their entry was touched: " + incident.lab().aclEntries());
      Proofs.clean().check(incident);
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void frozen_before_creating_the_placeholder() throws Exception {
    try (TwoInstances two = TwoInstances.open(frozen(), "before:create#1")) {
      Incident incident = two.incident();
      incident.unstick();
      two.freezeAWhenHeld();
      two.startB();
      incident.conclude();
      int before = cloud(incident).writes().size();
      two.thawA();
      String late = writesSince(incident, before).getFirst();
      must(late.equals(answered(CREATE, FIRST, "OK")), "A's late call: " + late);
      incident.awaitLeftoverRemoved("network-acl:" + incident.lab().acl());
      must(
          writesSince(incident, before).stream().noneMatch(call -> call.startsWith(REPLACE)),
          "what came late was used: " + writesSince(incident, before));
      Proofs.aclAsBefore().and(Proofs.clean()).check(incident);
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void frozen_before_deleting_the_deny_while_a_second_workflow_cuts() throws Exception {
    try (TwoInstances two = TwoInstances.open(frozen(), "before:delete#1")) {
      Incident incident = two.incident();
      incident.unstick();
      two.freezeAWhenHeld();
      must(
          incident.lab().aclEntries().stream()
              .anyMatch(entry -> entry.number() == FIRST && entry.action().equals("deny")),
          "A was not held under the cut: " + incident.lab().aclEntries());
      two.startB();
      incident.conclude();
      int before = cloud(incident).writes().size();
      incident.unstick();
      incident.awaitRow("OUTCOME", "cut-egress");
      two.thawA();
      incident.conclude();
      List<String> writes = writesSince(incident, before);
      must(
          writes.contains(answered(DELETE, FIRST, NOT_FOUND)),
          "A's late delete is not in " + writes);
      must(
          writes.stream()
              .filter(call -> !call.equals(answered(DELETE, FIRST, NOT_FOUND)))
              .toList()
              .equals(
                  List.of(
                      answered(CREATE, SECOND, "OK"),
                      answered(REPLACE, SECOND, "OK"),
                      answered(DELETE, SECOND, "OK"))),
          "the second cut was not left alone: " + writes);
    }
  }

  private static String answered(String action, int number, String answer) {
    return action + " " + number + " " + answer;
  }

  private static List<String> writesSince(Incident incident, int before) {
    List<AwsEndpoint.Call> writes = cloud(incident).writes();
    return writes.subList(before, writes.size()).stream()
        .map(
            call -> call.action() + " " + call.parameters().get("RuleNumber") + " " + call.answer())
        .toList();
  }

  private static AwsEndpoint cloud(Incident incident) {
    return incident.lab().endpoint();
  }
}
