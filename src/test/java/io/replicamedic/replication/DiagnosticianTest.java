package io.replicamedic.replication;

import static io.replicamedic.replication.ThreadState.CONNECTING;
import static io.replicamedic.replication.ThreadState.NO;
import static io.replicamedic.replication.ThreadState.YES;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One test per rule of the Diagnostician. */
class DiagnosticianTest {
  private static final Instant START = Readings.START;
  private static final String OWN = Readings.OWN;
  private static final String LOST_TAIL =
      "Got fatal error 1236 from source when reading data from binary log: 'Replica has more GTIDs"
          + " than the source has, using the source's SERVER_UUID. This may indicate …'";

  @Test
  void a_server_that_cannot_be_read_is_unreachable_and_nothing_else_is_said() {
    Diagnosis diagnosis =
        Diagnostician.diagnose(Observation.of(new Seen.Unreadable(2003, "refused", START)));
    assertThat(diagnosis.code()).isEqualTo(DiagnosisCode.UNREACHABLE);
    assertThat(diagnosis.secondary()).isEmpty();
    assertThat(diagnosis.summary()).contains("2003");
    assertThat(diagnosis.evidence()).containsEntry("Error", "refused");
  }

  @Test
  void a_reading_of_more_than_a_minute_ago_is_stale_whatever_it_said() {
    Observation then = Readings.healthy().seen();
    assertThat(Diagnostician.diagnose(then.judgedAt(START.plusSeconds(60))).code())
        .isEqualTo(DiagnosisCode.HEALTHY);
    assertThat(Diagnostician.diagnose(then.judgedAt(START.plusSeconds(61))).code())
        .isEqualTo(DiagnosisCode.STALE);
  }

  @Test
  void no_channel_is_not_configured() {
    assertThat(
            Diagnostician.diagnose(Observation.of(new Seen.NoChannel(START, Expected.NOTHING)))
                .code())
        .isEqualTo(DiagnosisCode.NOT_CONFIGURED);
  }

  @Test
  void both_yes_no_error_not_behind_is_healthy() {
    assertThat(code(Readings.healthy())).isEqualTo(DiagnosisCode.HEALTHY);
    assertThat(diagnose(Readings.healthy()).secondary()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0,0,HEALTHY",
    "1,0,HEALTHY",
    "2,0,LAGGING",
    "0,60,DELAYED_BY_DESIGN",
    "61,60,DELAYED_BY_DESIGN",
    "62,60,LAGGING"
  })
  void lag_counts_beyond_clock_rounding_and_the_delay_asked_for(
      long behind, int delay, DiagnosisCode expected) {
    Readings now = waiting().behind(behind);
    now.delay = delay;
    assertThat(code(now)).isEqualTo(expected);
  }

  @Test
  void unknown_lag_is_not_healthy() {
    assertThat(code(waiting().behind(null))).isEqualTo(DiagnosisCode.LAGGING);
  }

  @Test
  void a_receiver_connecting_is_never_healthy_by_lag() {
    assertThat(code(Readings.healthy().threads(CONNECTING, YES).behind(0L)))
        .isEqualTo(DiagnosisCode.RECEIVER_CONNECTING);
  }

  @ParameterizedTest
  @CsvSource({
    "0,NO_ANSWER_YET",
    "2003,UNREACHABLE",
    "2013,UNREACHABLE",
    "2005,NAME",
    "1045,ACCESS_DENIED",
    "1130,ACCESS_DENIED",
    "1040,TOO_MANY_CONNECTIONS",
    "2061,TLS",
    "2026,TLS",
    "3159,TLS",
    "4711,OTHER"
  })
  void a_receiver_that_retries_is_connecting_and_its_error_says_why(int errno, Cause cause) {
    Diagnosis diagnosis = diagnose(Readings.healthy().threads(CONNECTING, YES).io(errno, "…"));
    assertThat(diagnosis.code()).isEqualTo(DiagnosisCode.RECEIVER_CONNECTING);
    assertThat(diagnosis.cause()).contains(cause);
  }

  @Test
  void a_receiver_yes_with_an_error_left_is_not_healthy() {
    assertThat(code(Readings.healthy().io(2013, "…"))).isEqualTo(DiagnosisCode.RECEIVER_CONNECTING);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "13117|Fatal error: The replica I/O thread stops because source and replica have equal"
            + " MySQL server ids; these ids must be different|SAME_SERVER_ID",
        "1593|Fatal error: The slave I/O thread stops because master and slave have equal MySQL"
            + " server UUIDs; these UUIDs must be different|SAME_SERVER_ID",
        "13114|Got fatal error 1236 from source when reading data from binary log: 'Cannot"
            + " replicate because the source purged required binary logs.'|PURGED",
        "1236|Got fatal error 1236 from master when reading data from binary log: 'The slave is"
            + " connecting using CHANGE MASTER TO MASTER_AUTO_POSITION = 1, but the master has"
            + " purged binary logs containing GTIDs that the slave requires.'|PURGED",
        "1236|Got fatal error 1236 from master when reading data from binary log: 'Could not find"
            + " first log file name in binary log index file'|PURGED",
        "13114|Got fatal error 1236 from source when reading data from binary log: 'Client"
            + " requested source to start replication from position > file size'"
            + "|IMPOSSIBLE_POSITION",
        "4711|something|OTHER"
      })
  void a_receiver_stopped_by_its_error_is_fatal_and_the_error_says_why(
      int errno, String text, Cause cause) {
    Diagnosis diagnosis = diagnose(Readings.healthy().threads(NO, YES).io(errno, text));
    assertThat(diagnosis.code()).isEqualTo(DiagnosisCode.RECEIVER_FATAL);
    assertThat(diagnosis.cause()).contains(cause);
    assertThat(code(Readings.healthy().threads(NO, NO).io(errno, text)))
        .isEqualTo(DiagnosisCode.RECEIVER_FATAL);
  }

  @Test
  void a_receiver_stopped_on_what_it_retries_has_given_up_and_the_error_says_why() {
    Diagnosis diagnosis = diagnose(Readings.healthy().threads(NO, YES).io(2003, "…"));
    assertThat(diagnosis.code()).isEqualTo(DiagnosisCode.RECEIVER_GAVE_UP);
    assertThat(diagnosis.cause()).contains(Cause.UNREACHABLE);
    assertThat(diagnosis.advice()).contains("Start replication");
    Diagnosis beside = diagnose(Readings.healthy().threads(NO, NO).io(1045, "…").worker(1062, ""));
    assertThat(beside.code()).isEqualTo(DiagnosisCode.APPLIER_DUPLICATE_KEY);
    assertThat(beside.secondary()).containsExactly(DiagnosisCode.RECEIVER_GAVE_UP);
    assertThat(beside.cause()).contains(Cause.ACCESS_DENIED);
    assertThat(beside.playbook()).contains("unstick");
  }

  @Test
  void what_the_source_had_long_ago_and_is_not_here_is_lag_although_nothing_waits() {
    Observation seen = Readings.healthy().at(60).seen();
    Diagnosis lagging =
        Diagnostician.diagnose(
            seen.beside(source(Readings.SOURCE, Readings.SOURCE + ":1-50", "", 30)));
    assertThat(lagging.code()).isEqualTo(DiagnosisCode.LAGGING);
    assertThat(lagging.summary()).contains("40 transactions");
    assertThat(code(seen.beside(source(Readings.SOURCE, Readings.SOURCE + ":1-50", "", 60))))
        .isEqualTo(DiagnosisCode.HEALTHY);
  }

  @Test
  void a_large_transaction_on_its_way_is_progress_by_where_the_receiver_reads() {
    Readings now = Readings.healthy().at(60);
    now.detail =
        new ChannelDetail(
            "",
            "",
            Optional.empty(),
            Optional.empty(),
            "binlog.000007",
            5000,
            "",
            0,
            0,
            Optional.empty(),
            CommitTimes.UNKNOWN);
    assertThat(code(now, Readings.healthy())).isEqualTo(DiagnosisCode.HEALTHY);
  }

  @Test
  void silence_counts_from_the_last_connection_on() {
    Observation again =
        Readings.healthy()
            .at(80)
            .seen()
            .after(
                List.of(
                    Readings.healthy().read(),
                    Readings.healthy().threads(CONNECTING, YES).io(2003, "").at(10).read(),
                    Readings.healthy().at(75).read()));
    assertThat(code(again)).isEqualTo(DiagnosisCode.HEALTHY);
  }

  @ParameterizedTest
  @ValueSource(ints = {1236, 13114})
  void more_gtids_here_than_there_is_fatal_whichever_dialect_says_it(int errno) {
    assertThat(diagnose(Readings.healthy().threads(NO, NO).io(errno, LOST_TAIL)).cause())
        .contains(Cause.MORE_GTIDS);
    assertThat(
            diagnose(
                    Readings.healthy()
                        .threads(NO, YES)
                        .io(errno, "'Slave has more GTIDs than the master has, using …'"))
                .cause())
        .contains(Cause.MORE_GTIDS);
  }

  @Test
  void the_words_of_a_lost_tail_under_another_number_are_not_one() {
    assertThat(diagnose(Readings.healthy().threads(NO, YES).io(1593, LOST_TAIL)).cause())
        .contains(Cause.OTHER);
  }

  @Test
  void a_lost_tail_is_latched_while_the_source_is_the_same() {
    Readings then = Readings.healthy().threads(NO, NO).io(13114, LOST_TAIL);
    Diagnosis latched = diagnose(Readings.healthy().at(60), then);
    assertThat(latched.code()).isEqualTo(DiagnosisCode.RECEIVER_FATAL);
    assertThat(latched.cause()).contains(Cause.MORE_GTIDS);
    assertThat(latched.advice()).contains("Do not start");
    Readings other = Readings.healthy().at(60).from(OWN);
    assertThat(diagnose(other, then).says(DiagnosisCode.RECEIVER_FATAL)).isFalse();
  }

  @Test
  void both_no_without_error_was_stopped_by_somebody_and_whom_is_said_where_it_is_known() {
    Observation stopped = Readings.healthy().threads(NO, NO).seen();
    assertThat(Diagnostician.diagnose(stopped).code()).isEqualTo(DiagnosisCode.STOPPED_BY_OPERATOR);
    assertThat(Diagnostician.diagnose(stopped.knowing(List.of(act(Act.Kind.STOP, -5)))).summary())
        .contains("eve");
  }

  @Test
  void one_thread_stopped_without_error_is_half_stopped() {
    assertThat(code(Readings.healthy().threads(NO, YES))).isEqualTo(DiagnosisCode.HALF_STOPPED);
    assertThat(code(Readings.healthy().threads(YES, NO))).isEqualTo(DiagnosisCode.HALF_STOPPED);
    Diagnosis both = diagnose(Readings.healthy().threads(CONNECTING, NO).io(2003, "…"));
    assertThat(both.code()).isEqualTo(DiagnosisCode.HALF_STOPPED);
    assertThat(both.secondary()).containsExactly(DiagnosisCode.RECEIVER_CONNECTING);
    assertThat(both.severity()).isEqualTo(Severity.CRITICAL);
  }

  @ParameterizedTest
  @CsvSource({
    "1062,APPLIER_DUPLICATE_KEY",
    "1586,APPLIER_DUPLICATE_KEY",
    "1032,APPLIER_ROW_MISSING",
    "1146,APPLIER_SCHEMA",
    "1054,APPLIER_SCHEMA",
    "1677,APPLIER_SCHEMA",
    "13146,APPLIER_SCHEMA",
    "1452,APPLIER_OTHER",
    "1205,APPLIER_OTHER"
  })
  void an_appliers_error_is_named_whether_the_coordinator_or_a_worker_says_it(
      int errno, DiagnosisCode code) {
    assertThat(code(Readings.healthy().threads(YES, NO).sql(errno, "…"))).isEqualTo(code);
    assertThat(code(Readings.healthy().threads(NO, NO).worker(errno, ""))).isEqualTo(code);
    assertThat(code(Readings.healthy().worker(errno, ""))).isEqualTo(code);
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
    assertThat(ghost.code()).isEqualTo(DiagnosisCode.GHOST);
    assertThat(ghost.cause()).contains(Cause.UNREACHABLE);
    assertThat(ghost.secondary())
        .containsExactly(DiagnosisCode.APPLIER_DUPLICATE_KEY, DiagnosisCode.RECEIVER_CONNECTING);
    assertThat(ghost.playbook()).contains("unstick");
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

  @Test
  void a_stop_that_did_nothing_beside_a_connecting_receiver_is_a_ghost_without_any_error() {
    Observation seen = Readings.healthy().threads(CONNECTING, NO).io(2003, "…").at(20).seen();
    Diagnosis ghost = Diagnostician.diagnose(seen.knowing(List.of(act(Act.Kind.STOP, 5))));
    assertThat(ghost.code()).isEqualTo(DiagnosisCode.GHOST);
    assertThat(ghost.says(DiagnosisCode.STOP_IGNORED)).isTrue();
    assertThat(ghost.summary()).contains("a stop did nothing");
  }

  @Test
  void a_stop_that_nobody_heard_is_ignored_once_it_had_its_time() {
    Observation running = Readings.healthy().at(20).seen();
    assertThat(code(running.knowing(List.of(act(Act.Kind.STOP, 10)))))
        .isEqualTo(DiagnosisCode.STOP_IGNORED);
    assertThat(code(running.knowing(List.of(act(Act.Kind.STOP, 11)))))
        .isEqualTo(DiagnosisCode.HEALTHY);
    assertThat(code(running.knowing(List.of(act(Act.Kind.STOP, 5), act(Act.Kind.START, 8)))))
        .isEqualTo(DiagnosisCode.HEALTHY);
  }

  @Test
  void a_stop_that_was_heard_and_started_again_by_hand_is_not_ignored() {
    Observation running = Readings.healthy().at(30).seen().knowing(List.of(act(Act.Kind.STOP, 5)));
    ReplicationStatus stopped = Readings.healthy().threads(NO, NO).at(6).read();
    assertThat(code(running.after(List.of(stopped)))).isEqualTo(DiagnosisCode.HEALTHY);
    assertThat(code(running)).isEqualTo(DiagnosisCode.STOP_IGNORED);
  }

  @Test
  void stopping_on_an_error_again_and_again_is_a_loop() {
    List<ReplicationStatus> earlier =
        List.of(
            failing(0).read(),
            Readings.healthy().at(5).read(),
            failing(10).read(),
            Readings.healthy().at(15).read());
    Diagnosis loop = Diagnostician.diagnose(failing(20).seen().after(earlier));
    assertThat(loop.code()).isEqualTo(DiagnosisCode.RESTART_LOOP);
    assertThat(loop.secondary()).contains(DiagnosisCode.APPLIER_DUPLICATE_KEY);
    assertThat(code(failing(20).seen().after(earlier.subList(2, 4))))
        .isEqualTo(DiagnosisCode.APPLIER_DUPLICATE_KEY);
  }

  @Test
  void an_error_that_stays_is_no_loop_however_often_it_is_read() {
    List<ReplicationStatus> earlier =
        List.of(failing(0), failing(0).at(5), failing(0).at(10)).stream()
            .map(Readings::read)
            .toList();
    assertThat(code(failing(0).at(15).seen().after(earlier)))
        .isEqualTo(DiagnosisCode.APPLIER_DUPLICATE_KEY);
  }

  @Test
  void another_server_under_the_same_address_is_a_changed_identity() {
    Readings other = Readings.healthy().from(OWN).at(10);
    Observation seen = other.seen().after(List.of(Readings.healthy().read()));
    assertThat(code(seen)).isEqualTo(DiagnosisCode.SOURCE_IDENTITY_CHANGED);
    assertThat(code(seen.knowing(List.of(act(Act.Kind.CONFIGURE, 5)))))
        .isEqualTo(DiagnosisCode.HEALTHY);
    assertThat(
            code(Readings.healthy().seen().beside(source(OWN, Readings.SOURCE + ":1-10", "", 1))))
        .isEqualTo(DiagnosisCode.SOURCE_IDENTITY_CHANGED);
  }

  @Test
  void what_the_source_has_purged_and_is_not_here_is_needed() {
    Observation seen = Readings.healthy().seen();
    Diagnosis diagnosis =
        Diagnostician.diagnose(
            seen.beside(
                source(Readings.SOURCE, Readings.SOURCE + ":1-30", Readings.SOURCE + ":1-20", 1)));
    assertThat(diagnosis.code()).isEqualTo(DiagnosisCode.SOURCE_PURGED_NEEDED);
    assertThat(diagnosis.summary()).contains("10 transactions");
    assertThat(
            code(
                seen.beside(
                    source(
                        Readings.SOURCE, Readings.SOURCE + ":1-30", Readings.SOURCE + ":1-10", 1))))
        .isEqualTo(DiagnosisCode.HEALTHY);
  }

  @Test
  void what_is_received_already_needs_no_source() {
    Readings now =
        Readings.healthy().gtids(Readings.SOURCE + ":1-20", Readings.SOURCE + ":1-10").behind(0L);
    assertThat(
            code(
                now.seen()
                    .beside(
                        source(
                            Readings.SOURCE,
                            Readings.SOURCE + ":1-20",
                            Readings.SOURCE + ":1-20",
                            1))))
        .isEqualTo(DiagnosisCode.HEALTHY);
  }

  @Test
  void transactions_that_the_source_lacks_are_errant_with_both_readings_as_proof() {
    Readings now = Readings.healthy();
    now.executed = Readings.SOURCE + ":1-10," + OWN + ":1-2";
    SourceReading source = source(Readings.SOURCE, Readings.SOURCE + ":1-11", "", 1);
    Diagnosis errant = Diagnostician.diagnose(now.seen().beside(source));
    assertThat(errant.code()).isEqualTo(DiagnosisCode.ERRANT_TRANSACTIONS);
    assertThat(errant.evidence())
        .containsEntry("Executed here and not on the source", OWN + ":1-2")
        .containsEntry("Replica read at", START.toString())
        .containsEntry("Source read at", START.plusSeconds(1).toString());
  }

  @Test
  void what_this_server_wrote_itself_is_errant_where_applications_can_write() {
    Observation writable =
        Readings.healthy()
            .gtids(Readings.SOURCE + ":1-10", Readings.SOURCE + ":1-10," + OWN + ":1-2")
            .seen()
            .beside(source(Readings.SOURCE, Readings.SOURCE + ":1-10", "", 1))
            .on(new ThisServer(OWN, false));
    Diagnosis errant = Diagnostician.diagnose(writable);
    assertThat(errant.code()).isEqualTo(DiagnosisCode.ERRANT_TRANSACTIONS);
    assertThat(errant.summary()).contains("2 transactions", "2 of them written here");
    assertThat(errant.evidence())
        .containsEntry("Of these under this server's own server_uuid", OWN + ":1-2")
        .containsEntry("read_only", "OFF");
  }

  @Test
  void what_only_rds_itself_can_have_written_here_is_told_beside_and_hides_nothing() {
    Readings now =
        Readings.healthy()
            .gtids(Readings.SOURCE + ":1-10", Readings.SOURCE + ":1-10," + OWN + ":1-2");
    SourceReading source = source(Readings.SOURCE, Readings.SOURCE + ":1-10", "", 1);
    ThisServer readOnly = new ThisServer(OWN, true);
    Diagnosis local = Diagnostician.diagnose(now.seen().beside(source).on(readOnly));
    assertThat(local.code()).isEqualTo(DiagnosisCode.HEALTHY);
    assertThat(local.secondary()).containsExactly(DiagnosisCode.LOCAL_WRITES);
    assertThat(local.severity()).isEqualTo(Severity.NOTICE);
    now.executed = now.executed + ",4e11fa47-71ca-11e1-9e33-c80aa9429562:7";
    assertThat(code(now.seen().beside(source).on(readOnly)))
        .isEqualTo(DiagnosisCode.ERRANT_TRANSACTIONS);
  }

  @Test
  void a_source_reading_of_before_our_clock_was_set_back_proves_nothing_errant() {
    Observation seen = Readings.healthy().at(10).seen();
    assertThat(code(seen.beside(source(Readings.SOURCE, Readings.SOURCE + ":1-9", "", 3600))))
        .isEqualTo(DiagnosisCode.HEALTHY);
    assertThat(code(seen.beside(source(Readings.SOURCE, Readings.SOURCE + ":1-9", "", 11))))
        .isEqualTo(DiagnosisCode.ERRANT_TRANSACTIONS);
  }

  @Test
  void a_clock_that_is_set_back_hides_neither_an_ignored_stop_nor_a_slow_receiver() {
    Observation running = Readings.healthy().seen();
    assertThat(code(running.knowing(List.of(act(Act.Kind.STOP, 3600)))))
        .isEqualTo(DiagnosisCode.STOP_IGNORED);
    assertThat(code(running.beside(source(Readings.SOURCE, Readings.SOURCE + ":1-50", "", 3600))))
        .isEqualTo(DiagnosisCode.LAGGING);
    Failover later = new Failover(START.plusSeconds(3600), "failover done");
    assertThat(
            code(Readings.healthy().threads(YES, NO).worker(1062, "").seen().since(List.of(later))))
        .isEqualTo(DiagnosisCode.DURABILITY_LOSS_SUSPECTED);
  }

  @Test
  void a_clock_that_is_set_neither_makes_a_stream_silent_nor_ends_its_silence() {
    ReplicationStatus first = Readings.healthy().read();
    Observation ahead = Readings.healthy().at(7200).seen().after(List.of(first));
    assertThat(code(ahead)).isEqualTo(DiagnosisCode.HEALTHY);
    Observation back =
        Readings.healthy()
            .at(-3540)
            .seen()
            .after(
                List.of(
                    first, Readings.healthy().at(30).read(), Readings.healthy().at(-3570).read()));
    assertThat(code(back)).isEqualTo(DiagnosisCode.STREAM_SILENT);
  }

  @Test
  void a_reading_of_the_future_is_stale() {
    Observation then = Readings.healthy().at(3600).seen();
    Diagnosis stale = Diagnostician.diagnose(then.judgedAt(START));
    assertThat(stale.code()).isEqualTo(DiagnosisCode.STALE);
    assertThat(stale.summary()).contains("set back");
  }

  @Test
  void a_reset_that_was_refused_after_a_stop_that_did_nothing_hides_it_not() {
    Observation running = Readings.healthy().at(60).seen();
    Act stop = act(Act.Kind.STOP, 10);
    assertThat(code(running.knowing(List.of(stop, act(Act.Kind.RESET, 12)))))
        .isEqualTo(DiagnosisCode.STOP_IGNORED);
    assertThat(code(running.knowing(List.of(stop, act(Act.Kind.SKIP, 12)))))
        .isEqualTo(DiagnosisCode.HEALTHY);
  }

  @Test
  void a_source_that_was_read_first_proves_nothing_errant() {
    Readings now = Readings.healthy().at(10);
    assertThat(code(now.seen().beside(source(Readings.SOURCE, Readings.SOURCE + ":1-9", "", 9))))
        .isEqualTo(DiagnosisCode.HEALTHY);
  }

  @ParameterizedTest
  @ValueSource(ints = {1062, 1032})
  void a_conflict_soon_after_a_failover_may_be_lost_durability(int errno) {
    Observation seen = Readings.healthy().threads(YES, NO).worker(errno, "").seen();
    Failover yesterday = new Failover(START.minus(Duration.ofHours(23)), "Multi-AZ failover done");
    Failover before = new Failover(START.minus(Duration.ofHours(25)), "Multi-AZ failover done");
    Diagnosis suspected = Diagnostician.diagnose(seen.since(List.of(before, yesterday)));
    assertThat(suspected.code()).isEqualTo(DiagnosisCode.DURABILITY_LOSS_SUSPECTED);
    assertThat(suspected.playbook()).isEmpty();
    assertThat(suspected.advice()).contains("Do not skip");
    assertThat(suspected.evidence().get("Failover of the source")).contains("Multi-AZ");
    assertThat(Diagnostician.diagnose(seen.since(List.of(before))).code())
        .isNotEqualTo(DiagnosisCode.DURABILITY_LOSS_SUSPECTED);
  }

  @Test
  void a_failover_alone_is_no_loss() {
    Failover failover = new Failover(START, "done");
    assertThat(code(Readings.healthy().seen().since(List.of(failover))))
        .isEqualTo(DiagnosisCode.HEALTHY);
    assertThat(
            code(Readings.healthy().threads(YES, NO).sql(1146, "").seen().since(List.of(failover))))
        .isEqualTo(DiagnosisCode.APPLIER_SCHEMA);
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
    Readings received =
        Readings.healthy().at(60).gtids(Readings.SOURCE + ":1-11", Readings.SOURCE + ":1-11");
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
    now.executed = OWN + ":1-5," + Readings.SOURCE + ":1-10";
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
    Readings now = waiting().behind(90L);
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

  /** Twenty transactions received and not applied. */
  private static Readings waiting() {
    return Readings.healthy().gtids(Readings.SOURCE + ":1-30", Readings.SOURCE + ":1-10");
  }

  private static Readings failing(long second) {
    return Readings.healthy()
        .threads(YES, NO)
        .worker(1062, "")
        .times(Optional.of(START.plusSeconds(second)), CommitTimes.UNKNOWN)
        .at(second);
  }

  private static Act act(Act.Kind kind, long second) {
    return Act.on("", kind, START.plusSeconds(second), "eve");
  }

  private static SourceReading source(String uuid, String executed, String purged, long second) {
    return new SourceReading(
        uuid, GtidSet.parse(executed), GtidSet.parse(purged), START.plusSeconds(second));
  }

  private static Diagnosis diagnose(Readings now) {
    return Diagnostician.diagnose(now.seen());
  }

  private static Diagnosis diagnose(Readings now, Readings then) {
    ReplicationStatus first = then.read();
    Instant halfway =
        first.readAt().plus(Duration.between(first.readAt(), now.readAt).dividedBy(2));
    then.readAt = halfway;
    return Diagnostician.diagnose(now.seen().after(List.of(first, then.read())));
  }

  private static DiagnosisCode code(Readings now) {
    return diagnose(now).code();
  }

  private static DiagnosisCode code(Readings now, Readings then) {
    return diagnose(now, then).code();
  }

  private static DiagnosisCode code(Observation seen) {
    return Diagnostician.diagnose(seen).code();
  }
}
