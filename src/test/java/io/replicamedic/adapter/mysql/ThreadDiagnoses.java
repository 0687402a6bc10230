package io.replicamedic.adapter.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.lab.Await;
import io.replicamedic.lab.Release;
import io.replicamedic.lab.Session;
import io.replicamedic.outside.ServerFacts;
import io.replicamedic.replication.Cause;
import io.replicamedic.replication.Diagnosis;
import io.replicamedic.replication.DiagnosisCode;
import io.replicamedic.replication.Expected;
import io.replicamedic.replication.Lag;
import io.replicamedic.replication.Observation;
import io.replicamedic.replication.ReplicationStatus;
import io.replicamedic.replication.ResetLoss;
import io.replicamedic.replication.ResetLosses;
import io.replicamedic.replication.Seen;
import io.replicamedic.replication.Severity;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What runs, waits or was stopped, without an error. */
interface ThreadDiagnoses extends Paired {
  Duration WAIT = Duration.ofSeconds(20);

  @Test
  @Produces(DiagnosisCode.HEALTHY)
  default void what_runs_and_has_applied_all_is_healthy() throws SQLException {
    pair().replicate();
    pair().source("INSERT INTO t.c VALUES (2, 'two', 1)");
    pair().awaitExecuted(pair().sourceFacts().executed());
    Diagnosis diagnosis = pair().awaited(DiagnosisCode.HEALTHY);
    assertThat(diagnosis.secondary()).isEmpty();
    ReplicationStatus status = pair().status();
    assertThat(status.sourceUuid()).isEqualTo(pair().sourceFacts().serverUuid());
    assertThat(status.heartbeatPeriodSeconds()).isEqualTo(2);
    assertThat(status.detail().receiverState()).isNotEmpty();
    assertThat(status.detail().commits().applied().isPresent())
        .isEqualTo(pair().release() != Release.MYSQL_5_7_22);
  }

  @Test
  default void a_servers_facts_are_read_whatever_its_variables_are_called() {
    ServerFacts facts = pair().facts();
    assertThat(facts.gtidMode()).isEqualTo("ON");
    assertThat(facts.logsUpdates()).isTrue();
    assertThat(facts.relayLogRecovery()).isTrue();
    assertThat(facts.parallelWorkers()).isEqualTo(4);
    assertThat(facts.preservesCommitOrder()).isTrue();
    assertThat(facts.netTimeoutSeconds()).isEqualTo(4);
  }

  @Test
  @Produces(DiagnosisCode.LAGGING)
  default void a_transaction_that_waits_for_a_lock_is_lag_and_none_once_it_is_applied()
      throws SQLException {
    pair().replicate();
    try (Session holder = pair().anotherAtReplica()) {
      holder.run("LOCK TABLES t.c READ");
      pair().source("INSERT INTO t.c VALUES (2, 'two', 1)");
      pair().awaited(DiagnosisCode.LAGGING);
      Lag lag = Lag.of(pair().status());
      assertThat(lag.behind().orElseThrow()).isLessThan(Duration.ofSeconds(30));
      assertThat(lag.meaning())
          .isEqualTo(
              pair().release() == Release.MYSQL_5_7_22
                  ? Lag.Meaning.SECONDS_BEHIND_SOURCE
                  : Lag.Meaning.AGE_OF_APPLYING);
    }
    pair().awaited(DiagnosisCode.HEALTHY);
  }

  @Test
  @Produces(DiagnosisCode.DELAYED_BY_DESIGN)
  default void a_delay_that_was_asked_for_is_no_lag() throws SQLException {
    pair().configure(Map.of("SOURCE_DELAY", "60"));
    pair().replica("START REPLICA");
    pair().source("INSERT INTO t.c VALUES (2, 'two', 1)");
    pair().awaitReceived(pair().sourceFacts().executed());
    pair().awaited(DiagnosisCode.DELAYED_BY_DESIGN);
    assertThat(pair().status().delaySeconds()).isEqualTo(60);
    assertThat(pair().status().detail().remainingDelaySeconds()).isPresent();
    assertThat(pair().status().executed().isEmpty()).isTrue();
  }

  @Test
  @Produces(DiagnosisCode.STREAM_SILENT)
  default void a_source_that_sends_neither_heartbeats_nor_transactions_is_silent()
      throws SQLException {
    pair().configure(Map.of("SOURCE_HEARTBEAT_PERIOD", "0.5"));
    pair().replica("START REPLICA");
    Await.until("a heartbeat", WAIT, () -> pair().status().receivedHeartbeats() > 0);
    pair().freezeSource();
    try {
      List<ReplicationStatus> earlier = new ArrayList<>();
      pair()
          .awaited(
              DiagnosisCode.STREAM_SILENT,
              () -> {
                ReplicationStatus now = pair().status();
                Observation all = Observation.of(new Seen.Channel(now)).after(earlier);
                earlier.add(now);
                return pair().diagnosed(all);
              });
    } finally {
      pair().thawSource();
    }
  }

  @Test
  @Produces(DiagnosisCode.NOT_CONFIGURED)
  default void a_server_without_a_channel_is_not_configured() {
    assertThat(pair().statuses()).isEmpty();
    Seen none = new Seen.NoChannel(Instant.now(), Expected.SOURCE);
    Diagnosis diagnosis = pair().diagnosed(Observation.of(none));
    assertThat(diagnosis.code()).isEqualTo(DiagnosisCode.NOT_CONFIGURED);
    assertThat(diagnosis.severity()).isEqualTo(Severity.CRITICAL);
  }

  @Test
  @Produces(DiagnosisCode.STOPPED_BY_OPERATOR)
  default void a_stop_without_an_error_was_somebodys() throws SQLException {
    pair().replicate();
    pair().replica("STOP REPLICA");
    assertThat(pair().awaited(DiagnosisCode.STOPPED_BY_OPERATOR).secondary()).isEmpty();
    assertThat(pair().status().threads()).isEqualTo("No/No");
  }

  @Test
  @Produces(DiagnosisCode.HALF_STOPPED)
  default void one_thread_stopped_is_half_stopped_whichever_it_is() throws SQLException {
    pair().replicate();
    pair().replica("STOP REPLICA SQL_THREAD");
    assertThat(pair().awaited(DiagnosisCode.HALF_STOPPED).summary()).startsWith("The applier");
    pair().replica("START REPLICA SQL_THREAD", "STOP REPLICA IO_THREAD");
    assertThat(pair().awaited(DiagnosisCode.HALF_STOPPED).summary()).startsWith("The receiver");
  }

  @Test
  default void each_channel_has_its_own_diagnosis() throws SQLException {
    pair().replicate();
    pair().configure("second", Map.of("SOURCE_PASSWORD", "'wrong'"));
    pair().replica("START REPLICA FOR CHANNEL 'second'");
    pair()
        .awaited(
            DiagnosisCode.RECEIVER_CONNECTING,
            () -> {
              Diagnosis second = diagnosisOf("second");
              return second.cause().equals(Optional.of(Cause.ACCESS_DENIED))
                  ? second
                  : diagnosisOf("");
            });
    assertThat(diagnosisOf("").code()).isEqualTo(DiagnosisCode.HEALTHY);
    assertThat(pair().statuses()).extracting(ReplicationStatus::channel).contains("", "second");
  }

  @Test
  default void transactions_without_gtids_are_diagnosed_and_not_named() throws SQLException {
    Map<String, String> off = Map.of("gtid_mode", "OFF", "enforce_gtid_consistency", "OFF");
    try (Pair anonymous = Pair.of(pair().release(), off)) {
      anonymous.configure(
          Map.of(
              "SOURCE_AUTO_POSITION", "0",
              "SOURCE_LOG_FILE", "'binlog.000001'",
              "SOURCE_LOG_POS", "4"));
      anonymous.replica("START REPLICA");
      anonymous.awaited(DiagnosisCode.HEALTHY);
      anonymous.silentlyAtReplica("INSERT INTO t.c VALUES (2, 'stray', 1)");
      anonymous.source("INSERT INTO t.c VALUES (2, 'two', 1)");
      anonymous.awaited(DiagnosisCode.APPLIER_DUPLICATE_KEY);
      assertThat(anonymous.status().conflict().orElseThrow().transaction()).isEmpty();
      assertThat(anonymous.status().relaySourceLogFile()).isEqualTo("binlog.000001");
      assertThat(anonymous.status().execSourceLogPos()).isPositive();
      assertThat(anonymous.status().autoPosition()).isFalse();
    }
  }

  @Test
  default void without_performance_schema_a_diagnosis_is_the_same() throws SQLException {
    try (Pair dark = Pair.of(pair().release(), Map.of("performance_schema", "OFF"))) {
      dark.replicate();
      dark.silentlyAtReplica("INSERT INTO t.c VALUES (2, 'stray', 1)");
      dark.source("INSERT INTO t.c VALUES (2, 'two', 1)");
      dark.awaited(DiagnosisCode.APPLIER_DUPLICATE_KEY);
      // The replication tables of 5.7 are empty then: what is only there is not known.
      boolean known = pair().release() != Release.MYSQL_5_7_22;
      assertThat(dark.status().conflict().orElseThrow().transaction())
          .isEqualTo(known ? dark.lastGtid() : "");
      assertThat(dark.status().heartbeatPeriodSeconds()).isEqualTo(known ? 2 : 0);
      assertThat(ResetLosses.of(dark.point(), Set.of()))
          .extracting(ResetLoss::value)
          .containsExactly(known ? "YES" : "unreadable");
    }
  }

  private Diagnosis diagnosisOf(String channel) {
    List<ReplicationStatus> all = pair().statuses();
    return all.stream()
        .filter(status -> status.channel().equals(channel))
        .map(status -> pair().diagnosed(Observation.of(new Seen.Channel(status))))
        .findFirst()
        .orElseThrow();
  }
}
