package io.replicamedic.replication;

import static io.replicamedic.replication.ThreadState.CONNECTING;
import static io.replicamedic.replication.ThreadState.NO;
import static io.replicamedic.replication.ThreadState.YES;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One test per rule of the Diagnostician. */
class DiagnosticianTest {
  private static final String LOST_TAIL =
      "Got fatal error 1236 from source when reading data from binary log: 'Replica has more GTIDs"
          + " than the source has, using the source's SERVER_UUID. This may indicate …'";

  @Test
  void no_channel_is_not_configured() {
    assertThat(Diagnostician.diagnose(Optional.empty(), Optional.empty()).code())
        .isEqualTo(DiagnosisCode.NOT_CONFIGURED);
  }

  @Test
  void both_yes_no_error_not_behind_is_healthy() {
    assertThat(code(Readings.healthy())).isEqualTo(DiagnosisCode.HEALTHY);
  }

  @ParameterizedTest
  @CsvSource({"0,0,HEALTHY", "1,0,HEALTHY", "2,0,LAGGING", "61,60,HEALTHY", "62,60,LAGGING"})
  void lag_counts_beyond_clock_rounding_and_the_delay_asked_for(
      long behind, int delay, DiagnosisCode expected) {
    Readings now = Readings.healthy().behind(behind);
    now.delay = delay;
    assertThat(code(now)).isEqualTo(expected);
  }

  @Test
  void unknown_lag_is_not_healthy() {
    assertThat(code(Readings.healthy().behind(null))).isEqualTo(DiagnosisCode.LAGGING);
  }

  @Test
  void a_receiver_connecting_is_never_healthy_by_lag() {
    assertThat(code(Readings.healthy().threads(CONNECTING, YES).behind(0L)))
        .isEqualTo(DiagnosisCode.RECEIVER_CONNECTING);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2003, 2005, 2013, 1045, 1040, 2061})
  void a_receiver_that_retries_is_connecting_whatever_the_error(int errno) {
    assertThat(code(Readings.healthy().threads(CONNECTING, YES).io(errno, "…")))
        .isEqualTo(DiagnosisCode.RECEIVER_CONNECTING);
  }

  @Test
  void a_receiver_yes_with_an_error_left_is_not_healthy() {
    assertThat(code(Readings.healthy().io(2013, "…"))).isEqualTo(DiagnosisCode.RECEIVER_CONNECTING);
  }

  @ParameterizedTest
  @ValueSource(ints = {1593, 13117, 2003})
  void a_receiver_stopped_by_its_error_has_failed(int errno) {
    assertThat(code(Readings.healthy().threads(NO, YES).io(errno, "…")))
        .isEqualTo(DiagnosisCode.RECEIVER_FAILED);
    assertThat(code(Readings.healthy().threads(NO, NO).io(errno, "…")))
        .isEqualTo(DiagnosisCode.RECEIVER_FAILED);
  }

  @Test
  void both_no_without_error_was_stopped_by_somebody() {
    assertThat(code(Readings.healthy().threads(NO, NO))).isEqualTo(DiagnosisCode.STOPPED);
  }

  @Test
  void a_receiver_no_without_error_beside_a_running_applier_is_receiver_stopped() {
    assertThat(code(Readings.healthy().threads(NO, YES))).isEqualTo(DiagnosisCode.RECEIVER_STOPPED);
  }

  @Test
  void an_applier_no_without_error_beside_a_running_receiver_is_applier_stopped() {
    assertThat(code(Readings.healthy().threads(YES, NO))).isEqualTo(DiagnosisCode.APPLIER_STOPPED);
    assertThat(code(Readings.healthy().threads(CONNECTING, NO).io(2003, "…")))
        .isEqualTo(DiagnosisCode.APPLIER_STOPPED);
  }

  @ParameterizedTest
  @ValueSource(ints = {1062, 1032, 1146, 1452})
  void an_applier_error_is_a_conflict_whether_the_coordinator_or_a_worker_says_it(int errno) {
    assertThat(code(Readings.healthy().threads(YES, NO).sql(errno, "…")))
        .isEqualTo(DiagnosisCode.APPLIER_CONFLICT);
    assertThat(code(Readings.healthy().threads(NO, NO).worker(errno, "")))
        .isEqualTo(DiagnosisCode.APPLIER_CONFLICT);
    assertThat(code(Readings.healthy().worker(errno, "")))
        .isEqualTo(DiagnosisCode.APPLIER_CONFLICT);
  }

  @Test
  void a_conflict_while_connecting_is_what_a_ghost_looks_like() {
    Diagnosis ghost =
        diagnose(
            Readings.healthy()
                .threads(CONNECTING, NO)
                .io(2003, "Error connecting to source 'repl@10.0.0.9:3306'.")
                .sql(1062, "Coordinator stopped …")
                .worker(1062, Readings.SOURCE + ":11"));
    assertThat(ghost.code()).isEqualTo(DiagnosisCode.CONFLICT_WHILE_CONNECTING);
    assertThat(ghost.summary()).contains("1062", Readings.SOURCE + ":11", "10.0.0.9:3306");
    assertThat(ghost.evidence())
        .containsEntry("Replica_IO_Running", "Connecting")
        .containsEntry("Replica_SQL_Running", "No")
        .containsEntry("Last_IO_Errno", "2003")
        .containsEntry("Source_Host:Source_Port", "10.0.0.9:3306")
        .containsEntry("Worker 1 LAST_ERROR_NUMBER", "1062")
        .containsEntry("Worker 1 APPLYING_TRANSACTION", Readings.SOURCE + ":11")
        .containsEntry("Seconds_Behind_Source", "NULL");
  }

  @ParameterizedTest
  @ValueSource(ints = {1236, 13114})
  void a_source_that_refuses_to_send_has_purged(int errno) {
    assertThat(code(Readings.healthy().threads(NO, YES).io(errno, "… purged binary logs …")))
        .isEqualTo(DiagnosisCode.SOURCE_PURGED);
    assertThat(code(Readings.healthy().threads(NO, NO).io(errno, "").sql(1062, "")))
        .isEqualTo(DiagnosisCode.SOURCE_PURGED);
  }

  @ParameterizedTest
  @ValueSource(ints = {1236, 13114})
  void more_gtids_here_than_there_is_a_lost_tail(int errno) {
    assertThat(code(Readings.healthy().threads(NO, NO).io(errno, LOST_TAIL)))
        .isEqualTo(DiagnosisCode.SOURCE_LOST_TAIL);
    assertThat(
            code(
                Readings.healthy()
                    .threads(NO, YES)
                    .io(errno, "'Slave has more GTIDs than the master has, using …'")))
        .isEqualTo(DiagnosisCode.SOURCE_LOST_TAIL);
  }

  @Test
  void the_words_of_a_lost_tail_under_another_number_are_not_one() {
    assertThat(code(Readings.healthy().threads(NO, YES).io(1593, LOST_TAIL)))
        .isEqualTo(DiagnosisCode.RECEIVER_FAILED);
  }

  @Test
  void a_lost_tail_is_latched_while_the_source_is_the_same() {
    Readings then = Readings.healthy().threads(NO, NO).io(13114, LOST_TAIL);
    assertThat(code(Readings.healthy().at(60), then)).isEqualTo(DiagnosisCode.SOURCE_LOST_TAIL);
    Readings other = Readings.healthy().at(60);
    other.sourceUuid = Readings.OWN;
    assertThat(code(other, then)).isEqualTo(DiagnosisCode.HEALTHY);
  }

  @ParameterizedTest
  @ValueSource(ints = {13121, 13124, 1594, 1872})
  void an_unreadable_relay_log_is_damaged_wherever_it_is_said(int errno) {
    assertThat(code(Readings.healthy().threads(YES, NO).sql(errno, "…")))
        .isEqualTo(DiagnosisCode.RELAY_LOG_DAMAGED);
    assertThat(code(Readings.healthy().threads(NO, NO).io(errno, "…")))
        .isEqualTo(DiagnosisCode.RELAY_LOG_DAMAGED);
    assertThat(code(Readings.healthy().threads(YES, NO).worker(errno, "")))
        .isEqualTo(DiagnosisCode.RELAY_LOG_DAMAGED);
  }

  @Test
  void two_heartbeat_periods_without_anything_is_a_silent_stream() {
    assertThat(code(Readings.healthy().at(60), Readings.healthy()))
        .isEqualTo(DiagnosisCode.STREAM_SILENT);
    assertThat(code(Readings.healthy().at(59), Readings.healthy()))
        .isEqualTo(DiagnosisCode.HEALTHY);
  }

  @Test
  void a_heartbeat_is_progress() {
    Readings now = Readings.healthy().at(60);
    now.heartbeats = 6;
    assertThat(code(now, Readings.healthy())).isEqualTo(DiagnosisCode.HEALTHY);
  }

  @Test
  void a_transaction_received_or_applied_is_progress() {
    Readings received = Readings.healthy().at(60);
    received.retrieved = Readings.SOURCE + ":1-11";
    assertThat(code(received, Readings.healthy())).isEqualTo(DiagnosisCode.HEALTHY);
    Readings then = Readings.healthy();
    then.executed = Readings.SOURCE + ":1-9";
    assertThat(code(Readings.healthy().at(60), then)).isEqualTo(DiagnosisCode.HEALTHY);
  }

  @Test
  void an_anonymous_transaction_is_progress_by_its_position() {
    Readings now = Readings.healthy().at(60);
    now.position = 2000;
    assertThat(code(now, Readings.healthy())).isEqualTo(DiagnosisCode.HEALTHY);
  }

  @Test
  void the_replicas_own_writes_are_no_progress() {
    Readings now = Readings.healthy().at(60);
    now.executed = Readings.OWN + ":1-5," + Readings.SOURCE + ":1-10";
    assertThat(code(now, Readings.healthy())).isEqualTo(DiagnosisCode.STREAM_SILENT);
  }

  @Test
  void a_stream_just_connected_or_without_heartbeats_is_not_called_silent() {
    assertThat(code(Readings.healthy().at(60), Readings.healthy().threads(CONNECTING, YES)))
        .isEqualTo(DiagnosisCode.HEALTHY);
    Readings now = Readings.healthy().at(60);
    now.heartbeatPeriod = 0;
    assertThat(code(now, Readings.healthy())).isEqualTo(DiagnosisCode.HEALTHY);
  }

  @Test
  void the_backlog_is_counted_in_the_evidence() {
    Readings now = Readings.healthy().behind(90L);
    now.retrieved = Readings.SOURCE + ":1-30";
    assertThat(diagnose(now).evidence())
        .containsEntry(
            "Retrieved_Gtid_Set minus Executed_Gtid_Set",
            "20 transactions: " + Readings.SOURCE + ":11-30");
    assertThat(diagnose(now).summary()).contains("90 s");
  }

  @Test
  void what_the_server_did_not_say_is_no_evidence() {
    assertThat(diagnose(Readings.healthy()).evidence())
        .doesNotContainKeys("Last_IO_Error", "Last_SQL_Error", "Channel_Name")
        .doesNotContainValue("");
  }

  @Test
  void a_password_plugin_that_needs_tls_is_named_in_the_advice() {
    assertThat(diagnose(Readings.healthy().threads(CONNECTING, YES).io(2061, "")).advice())
        .contains("TLS");
  }

  private static DiagnosisCode code(Readings now) {
    return diagnose(now).code();
  }

  private static DiagnosisCode code(Readings now, Readings then) {
    return Diagnostician.diagnose(Optional.of(now.read()), Optional.of(then.read())).code();
  }

  private static Diagnosis diagnose(Readings now) {
    return Diagnostician.diagnose(Optional.of(now.read()), Optional.empty());
  }
}
