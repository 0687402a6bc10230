package io.replicamedic.scenario;

import static io.replicamedic.scenario.Proofs.must;

import io.replicamedic.lab.Await;
import io.replicamedic.lab.AwsEndpoint;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The freeze points of {@link FreezeTest} for a cut by swapping groups: the deleted temporary group
 * is the burnt name, so that a late swap names a group that never will be again.
 */
class FreezeSwapTest {
  private static final String CREATE = "CreateSecurityGroup";
  private static final String DELETE = "DeleteSecurityGroup";
  private static final String MODIFY = "ModifyDBCluster";

  private static Scenario frozen() {
    Scenario stubborn = Scenarios.named("ghost-stubborn").orElseThrow();
    Map<String, String> service = new HashMap<>(stubborn.service());
    service.put("replica-medic.network.swap-lag", "1s");
    return Scenario.of(
            "frozen",
            "stubborn, cut by swapping groups, with an instance that freezes",
            lab -> lab.trouble().ghost(),
            "HANDED_OVER",
            Proofs.configurationKept().and(Proofs.swappedNoMore()))
        .in(stubborn.lab())
        .configured(service)
        .requesting(Map.of("isolation", "group-swap"));
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void frozen_before_the_swap() throws Exception {
    try (TwoInstances two = TwoInstances.open(frozen(), "before:setGroups#1")) {
      Incident incident = two.incident();
      incident.unstick();
      two.freezeAWhenHeld();
      two.startB();
      incident.conclude();
      int before = cloud(incident).writes().size();
      two.thawA();
      must(
          writesSince(incident, before).equals(List.of(MODIFY + " InvalidParameterValue")),
          "A's late swap: " + writesSince(incident, before));
      Proofs.swappedNoMore().and(Proofs.clean()).check(incident);
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void frozen_before_giving_back() throws Exception {
    try (TwoInstances two = TwoInstances.open(frozen(), "before:setGroups#2")) {
      Incident incident = two.incident();
      incident.unstick();
      two.freezeAWhenHeld();
      must(
          !incident.lab().groupsNow().equals(incident.lab().groups()),
          "A was not held under the cut: " + incident.lab().groupsNow());
      two.startB();
      incident.conclude();
      int before = cloud(incident).writes().size();
      two.thawA();
      // The list that it has again: a late giving back only opens what is open.
      must(
          writesSince(incident, before).equals(List.of(MODIFY + " OK")),
          "A's late giving back: " + writesSince(incident, before));
      cloud(incident).applyChanges();
      Proofs.swappedNoMore().and(Proofs.clean()).check(incident);
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void frozen_before_creating_the_temporary_group() throws Exception {
    try (TwoInstances two = TwoInstances.open(frozen(), "before:create#1")) {
      Incident incident = two.incident();
      incident.unstick();
      two.freezeAWhenHeld();
      two.startB();
      incident.conclude();
      int before = cloud(incident).writes().size();
      two.thawA();
      String late = writesSince(incident, before).getFirst();
      must(late.equals(CREATE + " OK"), "A's late call: " + late);
      AwsEndpoint.Call created = cloud(incident).writes().get(before);
      String name = created.parameters().getOrDefault("GroupName", "");
      must(name.startsWith("replica-medic cut "), "A created " + created);
      incident.awaitLeftoverRemoved("security-group:" + deletedSince(incident, before));
      must(
          writesSince(incident, before).stream().noneMatch(call -> call.startsWith(MODIFY)),
          "what came late was used: " + writesSince(incident, before));
      Proofs.swappedNoMore().and(Proofs.clean()).check(incident);
    }
  }

  private static String deletedSince(Incident incident, int before) {
    AtomicReference<String> deleted = new AtomicReference<>("");
    Await.until(
        "the sentinel has deleted the group",
        Duration.ofSeconds(60),
        () -> {
          List<AwsEndpoint.Call> writes = cloud(incident).writes();
          writes.subList(before, writes.size()).stream()
              .filter(call -> call.action().equals(DELETE) && call.answer().equals("OK"))
              .forEach(call -> deleted.set(call.parameters().getOrDefault("GroupId", "")));
          return !deleted.get().isEmpty();
        });
    return deleted.get();
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
