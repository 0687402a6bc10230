package io.replicamedic.adapter.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.lab.Await;
import io.replicamedic.replication.Act;
import io.replicamedic.replication.Cause;
import io.replicamedic.replication.Diagnosis;
import io.replicamedic.replication.DiagnosisCode;
import io.replicamedic.replication.Failover;
import io.replicamedic.replication.Observation;
import io.replicamedic.replication.Seen;
import java.net.ServerSocket;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is known only with a failover, an act or a server that is gone beside the status. */
interface LossDiagnoses extends Paired {
  @Test
  @Produces(
      value = DiagnosisCode.DURABILITY_LOSS_SUSPECTED,
      captured = "the failover, an event of the RDS API")
  default void a_real_conflict_soon_after_a_failover_is_suspected_of_lost_rows()
      throws SQLException {
    pair().replicate();
    pair().silentlyAtReplica("INSERT INTO t.c VALUES (2, 'kept', 1)");
    pair().source("INSERT INTO t.c VALUES (2, 'anew', 1)");
    pair().awaited(DiagnosisCode.APPLIER_DUPLICATE_KEY);
    assertThat(afterFailover().secondary()).contains(DiagnosisCode.APPLIER_DUPLICATE_KEY);
    pair().reset();
    pair().replicate();
    pair().silentlyAtReplica("DELETE FROM t.c WHERE id = 1");
    pair().source("UPDATE t.c SET note = 'changed' WHERE id = 1");
    pair().awaited(DiagnosisCode.APPLIER_ROW_MISSING);
    assertThat(afterFailover().secondary()).contains(DiagnosisCode.APPLIER_ROW_MISSING);
  }

  private Diagnosis afterFailover() {
    Failover failover =
        new Failover(
            Instant.now().minus(Duration.ofMinutes(5)), "Multi-AZ instance failover completed");
    Diagnosis diagnosis =
        pair()
            .diagnosed(Observation.of(new Seen.Channel(pair().status())).since(List.of(failover)));
    assertThat(diagnosis.code()).isEqualTo(DiagnosisCode.DURABILITY_LOSS_SUSPECTED);
    return diagnosis;
  }

  @Test
  @Produces(value = DiagnosisCode.STOP_IGNORED, captured = "the call, a row of mysql.rds_history")
  default void a_stop_that_an_old_procedure_forgot_to_do_is_ignored() throws SQLException {
    pair().replicate();
    Instant called = Instant.now().minusSeconds(60);
    Act stop = Act.on("", Act.Kind.STOP, called, "eve@10.0.0.9");
    Diagnosis diagnosis =
        pair().diagnosed(Observation.of(new Seen.Channel(pair().status())).knowing(List.of(stop)));
    assertThat(diagnosis.code()).isEqualTo(DiagnosisCode.STOP_IGNORED);
    assertThat(diagnosis.summary()).contains("eve@10.0.0.9", "Yes/Yes");
  }

  @Test
  @Produces(DiagnosisCode.UNREACHABLE)
  default void a_server_that_is_gone_is_unreachable() {
    pair().killReplica();
    try {
      Diagnosis diagnosis = pair().diagnosed(Observation.of(pair().lookAnew()));
      assertThat(diagnosis.code()).isEqualTo(DiagnosisCode.UNREACHABLE);
      assertThat(diagnosis.evidence().get("Error")).contains("cannot be read");
    } finally {
      pair().reviveReplica();
    }
    assertThat(pair().lookAnew()).isNotInstanceOf(Seen.Unreadable.class);
  }

  @Test
  @Produces(value = DiagnosisCode.RECEIVER_GAVE_UP, cause = Cause.UNREACHABLE)
  default void a_receiver_that_has_used_up_its_attempts_has_given_up() throws SQLException {
    pair().configure(Map.of("SOURCE_PORT", "1", "SOURCE_RETRY_COUNT", "1"));
    pair().replica("START REPLICA");
    pair().awaited(DiagnosisCode.RECEIVER_GAVE_UP);
    assertThat(pair().status().receiver().word()).isEqualTo("No");
  }

  @Test
  @Produces(value = DiagnosisCode.RECEIVER_CONNECTING, cause = Cause.NO_ANSWER_YET)
  default void a_first_attempt_that_hangs_has_no_error_yet() throws Exception {
    try (ServerSocket silent = new ServerSocket(0)) {
      pair().configure(Map.of("SOURCE_PORT", Integer.toString(silent.getLocalPort())));
      pair().replica("START REPLICA");
      Await.until(
          "no error while it waits",
          Duration.ofSeconds(20),
          () -> pair().diagnosis().cause().filter(Cause.NO_ANSWER_YET::equals).isPresent());
    }
  }
}
