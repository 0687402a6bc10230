package io.replicamedic.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.replication.Diagnosis;
import io.replicamedic.replication.DiagnosisCode;
import io.replicamedic.replication.Diagnostician;
import io.replicamedic.replication.Expected;
import io.replicamedic.replication.Observation;
import io.replicamedic.replication.ReplicationStatus;
import io.replicamedic.replication.Seen;
import io.replicamedic.replication.Severity;
import io.replicamedic.replication.ThreadState;
import io.replicamedic.replication.Tolerances;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a replica with several channels is said to have. */
class ReplicaReadingTest {
  @Test
  void a_channel_that_somebody_stopped_hides_no_broken_one() {
    ReplicaReading reading =
        reading(
            Fleet.status(ThreadState.NO, ThreadState.NO, 0, Fleet.START),
            Fleet.status(ThreadState.CONNECTING, ThreadState.YES, 2003, Fleet.START),
            Fleet.healthy(Fleet.START));
    assertThat(reading.diagnosis().code()).isEqualTo(DiagnosisCode.RECEIVER_CONNECTING);
    assertThat(reading.worst().orElseThrow().status().lastIoErrno()).isEqualTo(2003);
  }

  @Test
  void without_a_channel_it_is_as_bad_as_what_was_expected_of_it() {
    Diagnosis nothing = without(Expected.NOTHING);
    assertThat(nothing.code()).isEqualTo(DiagnosisCode.NOT_CONFIGURED);
    assertThat(nothing.severity()).isEqualTo(Severity.NOTICE);
    Diagnosis replica = without(Expected.SOURCE);
    assertThat(replica.code()).isEqualTo(DiagnosisCode.NOT_CONFIGURED);
    assertThat(replica.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(replica.severityOf(replica.code())).isEqualTo(Severity.CRITICAL);
    Diagnosis reader = without(Expected.SHARED_STORAGE);
    assertThat(reader.code()).isEqualTo(DiagnosisCode.NO_BINLOG_REPLICATION);
    assertThat(reader.severity()).isEqualTo(Severity.OK);
    assertThat(reader.advice()).contains("AuroraReplicaLag");
  }

  @Test
  void a_registered_channel_that_is_not_there_is_not_hidden_by_one_that_is_well() {
    ReplicaReading well = reading(Fleet.healthy(Fleet.START));
    assertThat(well.lacking(List.of("")).diagnosis()).isEqualTo(well.diagnosis());
    Diagnosis lacking = well.lacking(List.of("", "legacy")).diagnosis();
    assertThat(lacking.code()).isEqualTo(DiagnosisCode.NOT_CONFIGURED);
    assertThat(lacking.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(lacking.summary()).contains("'legacy'");
  }

  @Test
  void a_reading_is_too_old_in_both_directions_of_the_clock() {
    ReplicaReading reading = reading(Fleet.healthy(Fleet.START));
    assertThat(told(reading, 60)).isEqualTo(DiagnosisCode.HEALTHY);
    assertThat(told(reading, 61)).isEqualTo(DiagnosisCode.STALE);
    assertThat(told(reading, -60)).isEqualTo(DiagnosisCode.HEALTHY);
    assertThat(told(reading, -61)).isEqualTo(DiagnosisCode.STALE);
  }

  private static DiagnosisCode told(ReplicaReading reading, long second) {
    return reading
        .toldAt(Fleet.START.plusSeconds(second), Tolerances.standard())
        .diagnosis()
        .code();
  }

  private static Diagnosis without(Expected expected) {
    return ReplicaReading.of("orders", Fleet.FACTS, List.of(), expected, Fleet.START, Duration.ZERO)
        .diagnosis();
  }

  private static ReplicaReading reading(ReplicationStatus... channels) {
    return ReplicaReading.of(
        "orders",
        Fleet.FACTS,
        List.of(channels).stream()
            .map(
                status ->
                    new ChannelState(
                        status, Diagnostician.diagnose(Observation.of(new Seen.Channel(status)))))
            .toList(),
        Expected.NOTHING,
        Fleet.START,
        Duration.ZERO);
  }
}
