package io.replicamedic.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.adapter.aws.DummyCredentials;
import io.replicamedic.lab.AwsEndpoint;
import io.replicamedic.lab.Held;
import io.replicamedic.lab.Script;
import io.replicamedic.workflow.WorkflowState;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every AWS call of a whole unstick goes wrong, one in each run: the workflow ends, and the network
 * is as it was. Each write in every way; each reading and each DryRun in one way, turn by turn, or
 * in every way too with {@code -Dmatrix=all}.
 */
@ExtendWith(DummyCredentials.class)
class FaultMatrixTest {
  private static final boolean ALL = "all".equals(System.getProperty("matrix"));

  /** What becomes of a call. */
  private enum Fault {
    THROTTLED,
    SERVER_ERROR,
    DONE_BUT_SERVER_ERROR,
    LATE,
    DENIED,
    ANSWER_LOST
  }

  /** The nth call of an action in a run. */
  private record Site(String action, boolean dryRun, int nth) {
    boolean isWrite() {
      return !dryRun && !action.startsWith("Describe") && !action.startsWith("Get");
    }

    Script script(AwsEndpoint endpoint) {
      return dryRun ? endpoint.nthDryRun(action, nth) : endpoint.nth(action, nth);
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @ValueSource(strings = {"security-group", "network-acl", "group-swap"})
  void whichever_call_goes_wrong_the_network_is_given_back_and_it_ends(String means) {
    try (Ward ward = new Ward(means)) {
      List<Site> sites = callsOfAWholeRun(ward);
      assertThat(sites).filteredOn(Site::isWrite).hasSizeGreaterThanOrEqualTo(3);
      Map<WorkflowState, Integer> ends = new EnumMap<>(WorkflowState.class);
      int turn = 0;
      int runs = 0;
      for (Site site : sites) {
        for (Fault fault : Fault.values()) {
          boolean itsTurn = turn % Fault.values().length == fault.ordinal();
          if (ALL || site.isWrite() || itsTurn) {
            ends.merge(run(ward, site, fault), 1, Integer::sum);
            runs++;
          }
        }
        turn++;
      }
      System.out.printf(
          "fault matrix: %s: %d calls, %d runs, ends %s%n", means, sites.size(), runs, ends);
    }
  }

  private static List<Site> callsOfAWholeRun(Ward ward) {
    Ward.Patient patient = ward.admit();
    int before = ward.endpoint().calls().size();
    patient.begin(DyingStore.Point.NEVER).carryOn();
    assertThat(patient.workflow().state()).isEqualTo(WorkflowState.SUCCEEDED);
    List<AwsEndpoint.Call> calls = ward.endpoint().calls();
    Map<String, Integer> seen = new HashMap<>();
    List<Site> sites = new ArrayList<>();
    for (AwsEndpoint.Call call : calls.subList(before, calls.size())) {
      int nth = seen.merge(call.action() + call.dryRun(), 1, Integer::sum);
      sites.add(new Site(call.action(), call.dryRun(), nth));
    }
    return sites;
  }

  private static WorkflowState run(Ward ward, Site site, Fault fault) {
    Ward.Patient patient = ward.admit();
    Optional<Held> late = happens(fault, site.script(ward.endpoint()));
    Ward.Patient.Doctor doctor = patient.begin(DyingStore.Point.NEVER);
    doctor.carryOn();
    // What nobody waits for any more arrives when all is over: the sentinel has the last word.
    late.filter(Held::hasArrived)
        .ifPresent(
            held -> {
              held.deliver();
              doctor.lookForLeftovers();
            });
    String story = site + " " + fault + "\n" + patient.told();
    assertThat(patient.workflow().state().ended()).as(story).isTrue();
    assertThat(patient.network()).as(story).isEqualTo(patient.networkBefore());
    assertThat(patient.owed()).as(story).isEmpty();
    return patient.workflow().state();
  }

  private static Optional<Held> happens(Fault fault, Script script) {
    switch (fault) {
      case THROTTLED -> script.throttle();
      case SERVER_ERROR -> script.fail(500);
      case DONE_BUT_SERVER_ERROR -> script.failHavingDone(500);
      case LATE -> {
        return Optional.of(script.answerLate());
      }
      case DENIED -> script.deny();
      case ANSWER_LOST -> script.loseAnswer();
    }
    return Optional.empty();
  }
}
