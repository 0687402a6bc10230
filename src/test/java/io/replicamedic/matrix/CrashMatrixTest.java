package io.replicamedic.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.adapter.aws.DummyCredentials;
import io.replicamedic.workflow.WorkflowState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The engine dies before and after every write of a whole unstick, and another one, which knows
 * nothing but the store, carries on: the workflow ends, and the network is as it was.
 */
@ExtendWith(DummyCredentials.class)
class CrashMatrixTest {

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @ValueSource(strings = {"security-group", "network-acl", "group-swap"})
  void wherever_it_dies_the_network_is_given_back_and_it_ends(String means) {
    try (Ward ward = new Ward(means)) {
      int writes = writesOfAWholeRun(ward);
      assertThat(writes).as("writes of a run").isGreaterThan(30);
      List<DyingStore.Point> points = new ArrayList<>();
      for (int write = 1; write <= writes; write++) {
        points.add(new DyingStore.Point(write, DyingStore.Side.BEFORE));
        points.add(new DyingStore.Point(write, DyingStore.Side.AFTER));
      }
      points.forEach(point -> dieAt(ward, point));
      System.out.printf("crash matrix: %s: %d points of %d writes%n", means, points.size(), writes);
    }
  }

  private static int writesOfAWholeRun(Ward ward) {
    Ward.Patient patient = ward.admit();
    Ward.Patient.Doctor doctor = patient.begin(DyingStore.Point.NEVER);
    doctor.carryOn();
    healthy(patient, DyingStore.Point.NEVER);
    assertThat(patient.told()).contains("cut: the database cannot reach");
    return doctor.writes();
  }

  private static void dieAt(Ward ward, DyingStore.Point point) {
    Ward.Patient patient = ward.admit();
    patient.begin(point).carryOn();
    if (patient.isUnknown()) {
      // It died before its request was stored: nobody was told yes, nothing was touched.
      assertThat(patient.network()).as("%s", point).isEqualTo(patient.networkBefore());
      return;
    }
    patient.another().carryOn();
    healthy(patient, point);
  }

  private static void healthy(Ward.Patient patient, DyingStore.Point point) {
    String story = patient.told();
    assertThat(patient.workflow().state())
        .as("%s\n%s", point, story)
        .isEqualTo(WorkflowState.SUCCEEDED);
    assertThat(patient.network()).as("%s\n%s", point, story).isEqualTo(patient.networkBefore());
    assertThat(patient.owed()).as("%s", point).isEmpty();
    assertThat(patient.replica().replicates()).as("%s\n%s", point, story).isTrue();
    assertThat(patient.replica().resets()).as("%s\n%s", point, story).isLessThanOrEqualTo(1);
  }
}
