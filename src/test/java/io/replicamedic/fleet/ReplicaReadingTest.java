package io.replicamedic.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.replication.DiagnosisCode;
import io.replicamedic.replication.Diagnostician;
import io.replicamedic.replication.Observation;
import io.replicamedic.replication.ReplicationKind;
import io.replicamedic.replication.ReplicationStatus;
import io.replicamedic.replication.Seen;
import io.replicamedic.replication.Severity;
import io.replicamedic.replication.ThreadState;
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
  void without_a_channel_none_is_configured() {
    assertThat(reading().diagnosis().code()).isEqualTo(DiagnosisCode.NOT_CONFIGURED);
  }

  @Test
  void an_aurora_reader_without_a_channel_is_as_it_should_be() {
    DiagnosisCode code = reading(ReplicationKind.AURORA_STORAGE).diagnosis().code();
    assertThat(code).isEqualTo(DiagnosisCode.NO_BINLOG_REPLICATION);
    assertThat(code.severity()).isEqualTo(Severity.OK);
  }

  private static ReplicaReading reading(ReplicationStatus... channels) {
    return reading(ReplicationKind.EXTERNAL_BINLOG, channels);
  }

  private static ReplicaReading reading(ReplicationKind kind, ReplicationStatus... channels) {
    return ReplicaReading.of(
        "orders",
        kind,
        Fleet.FACTS,
        List.of(channels).stream()
            .map(
                status ->
                    new ChannelState(
                        status, Diagnostician.diagnose(Observation.of(new Seen.Channel(status)))))
            .toList(),
        Fleet.START,
        Duration.ZERO);
  }
}
