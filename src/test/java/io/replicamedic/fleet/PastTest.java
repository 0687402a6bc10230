package io.replicamedic.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.replication.Cause;
import io.replicamedic.replication.Diagnosis;
import io.replicamedic.replication.DiagnosisCode;
import io.replicamedic.replication.ReplicationStatus;
import io.replicamedic.replication.ThreadState;
import io.replicamedic.replication.Tolerances;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is remembered of a replica. */
class PastTest {
  private static final String LOST_TAIL = "Replica has more GTIDs than the source has";

  @Test
  void a_source_that_lost_its_tail_is_never_forgotten_whatever_came_before_and_after() {
    Past past = Past.NONE;
    // An outage long before, then the refusal, a reset, and a start that reads well for ever.
    for (int minute = 0; minute < 60; minute++) {
      past = past.after(List.of(status(ThreadState.CONNECTING, 2003, "", minute)));
    }
    past = past.after(List.of(status(ThreadState.NO, 13114, LOST_TAIL, 60)));
    past = past.after(List.of());
    for (int minute = 61; minute < 1000; minute++) {
      past = past.after(List.of(Fleet.healthy(at(minute))));
    }
    Diagnosis diagnosis = diagnosis(past, Fleet.healthy(at(1000)));
    assertThat(diagnosis.code()).isEqualTo(DiagnosisCode.RECEIVER_FATAL);
    assertThat(diagnosis.cause()).contains(Cause.MORE_GTIDS);
  }

  @Test
  void an_outage_that_is_over_is_forgotten() {
    Past past = Past.NONE.after(List.of(status(ThreadState.CONNECTING, 2003, "", 0)));
    assertThat(diagnosis(past, Fleet.healthy(at(1))).code()).isEqualTo(DiagnosisCode.HEALTHY);
  }

  private static Diagnosis diagnosis(Past past, ReplicationStatus now) {
    return past.diagnosed(Fleet.replica("one"), List.of(now), List.of(), Tolerances.standard())
        .getFirst()
        .diagnosis();
  }

  private static ReplicationStatus status(
      ThreadState receiver, int errno, String text, int minute) {
    return Fleet.status(receiver, ThreadState.YES, errno, text, at(minute));
  }

  private static Instant at(int minute) {
    return Fleet.START.plus(Duration.ofMinutes(minute));
  }
}
