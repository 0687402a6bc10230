package io.replicamedic.adapter.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.fleet.Latches;
import io.replicamedic.fleet.MemoryLatches;
import io.replicamedic.fleet.RdsKnowledge;
import io.replicamedic.fleet.Registry;
import io.replicamedic.fleet.Replicas;
import io.replicamedic.forensics.RowChange;
import io.replicamedic.forensics.RowImage;
import io.replicamedic.forensics.TableShape;
import io.replicamedic.lab.Await;
import io.replicamedic.lab.Conflict;
import io.replicamedic.lab.Lab;
import io.replicamedic.lab.LabSettings;
import io.replicamedic.outside.CallResult;
import io.replicamedic.outside.KillAnswer;
import io.replicamedic.outside.ProcedureCall;
import io.replicamedic.outside.Procedures;
import io.replicamedic.outside.Receivers;
import io.replicamedic.outside.ReplicaSession;
import io.replicamedic.outside.ServerFacts;
import io.replicamedic.outside.SourceSession;
import io.replicamedic.replication.Act;
import io.replicamedic.replication.Cause;
import io.replicamedic.replication.Diagnosis;
import io.replicamedic.replication.DiagnosisCode;
import io.replicamedic.replication.Endpoint;
import io.replicamedic.replication.Gtid;
import io.replicamedic.replication.ReplicationStatus;
import io.replicamedic.replication.RestorePoint;
import io.replicamedic.replication.ThreadState;
import io.replicamedic.replication.Tolerances;
import io.replicamedic.replication.WorkerError;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What can be read of a ghost: a real receiver that is Connecting beside a real 1062. */
class GhostStatusTest {
  private static final Duration WAIT = Duration.ofSeconds(20);

  private static Lab lab;
  private static Registered registered;
  private static Conflict conflict;

  @BeforeAll
  static void open() throws SQLException {
    lab = Lab.open(LabSettings.ghost().withReplicaOption("replica_parallel_workers", "4"));
    registered = Registered.of(lab);
    conflict = lab.trouble().ghost();
  }

  @AfterAll
  static void close() {
    lab.close();
  }

  @Test
  void a_ghost_reads_connecting_and_no_with_the_failing_transaction_of_the_worker() {
    try (ReplicaSession session = registered.replica()) {
      ReplicationStatus status = session.status("").orElseThrow();
      assertThat(status.threads()).isEqualTo("Connecting/No");
      assertThat(status.receiver()).isEqualTo(ThreadState.CONNECTING);
      WorkerError error = status.conflict().orElseThrow();
      assertThat(error.errno()).isEqualTo(1062);
      assertThat(error.transaction()).isEqualTo(conflict.gtid());
      assertThat(error.message()).isNotEmpty();
    }
  }

  @Test
  void the_status_has_what_the_channel_is_configured_with() {
    try (ReplicaSession session = registered.replica()) {
      ReplicationStatus status = session.status("").orElseThrow();
      assertThat(status.source())
          .isEqualTo(
              new Endpoint(lab.gateway().oldAddress().host(), lab.gateway().oldAddress().port()));
      assertThat(status.sourceUser()).isEqualTo(lab.repl().user());
      assertThat(status.autoPosition()).isTrue();
      assertThat(status.ssl()).isTrue();
      assertThat(status.connectRetrySeconds()).isEqualTo(1);
      assertThat(status.retryCount()).isEqualTo(86400);
      assertThat(status.secondsBehind()).isNull();
      assertThat(status.heartbeatPeriodSeconds()).isPositive();
      assertThat(status.retrieved().contains(Gtid.parse(conflict.gtid()))).isTrue();
      assertThat(status.executed().contains(Gtid.parse(conflict.gtid()))).isFalse();
    }
  }

  @Test
  void a_channel_that_is_not_configured_has_no_status() {
    try (ReplicaSession session = registered.replica()) {
      assertThat(session.status("other")).isEmpty();
      assertThat(session.channels()).containsExactly("");
      assertThat(session.restorePoint("other").connection()).isEmpty();
    }
  }

  @Test
  void the_receiver_is_found_in_the_process_list_and_the_appliers_are_not() {
    try (ReplicaSession session = registered.replica()) {
      assertThat(session.receiver(""))
          .isInstanceOfSatisfying(
              Receivers.One.class,
              found -> {
                assertThat(session.alive(found.session().id())).isTrue();
                assertThat(found.session().state()).containsIgnoringCase("connect");
              });
    }
  }

  @Test
  void a_kill_of_nobody_is_answered_with_gone() {
    try (ReplicaSession session = registered.replica()) {
      assertThat(session.kill(4_000_000_000L)).isEqualTo(KillAnswer.GONE);
    }
  }

  @Test
  void the_restore_point_has_all_columns_of_all_five() throws SQLException {
    try (ReplicaSession session = registered.replica();
        var root = lab.replica().session()) {
      RestorePoint point = session.restorePoint("");
      for (String table :
          List.of("replication_connection_configuration", "replication_applier_configuration")) {
        var expected =
            root.rows("SELECT * FROM performance_schema." + table + " WHERE CHANNEL_NAME = ''")
                .getFirst()
                .keySet();
        var read = table.contains("applier") ? point.applier() : point.connection();
        assertThat(read.keySet()).containsExactlyElementsOf(expected);
      }
      assertThat(point.status().keySet())
          .containsExactlyElementsOf(root.rows("SHOW REPLICA STATUS").getFirst().keySet());
      assertThat(point.workers()).hasSize(4);
      assertThat(point.filters()).isEmpty();
    }
  }

  @Test
  void facts_and_procedures_are_read_from_the_server() {
    try (ReplicaSession session = registered.replica()) {
      ServerFacts facts = session.facts();
      assertThat(facts.version()).startsWith(lab.replica().version());
      assertThat(facts.gtidMode()).isEqualTo("ON");
      assertThat(facts.parallelWorkers()).isEqualTo(4);
      assertThat(facts.netTimeoutSeconds()).isEqualTo(lab.settings().retries().silence());
      Procedures procedures = session.procedures();
      assertThat(procedures.arity("rds_set_external_source_with_auto_position")).hasValue(5);
      assertThat(procedures.arity("rds_stop_replication")).hasValue(0);
      assertThat(procedures.has("rds_set_external_master")).isFalse();
    }
  }

  @Test
  void a_stop_that_answers_with_a_row_is_returned_with_the_row() {
    try (ReplicaSession session = registered.replica()) {
      CallResult result = session.call(ProcedureCall.of("rds_stop_replication"), WAIT);
      assertThat(result).isInstanceOf(CallResult.Returned.class);
      assertThat(((CallResult.Returned) result).rows().getFirst().get("Message"))
          .startsWith("Replica is already stopped");
      assertThat(session.status("").orElseThrow().threads()).isEqualTo("Connecting/No");
    }
  }

  @Test
  void the_failing_transaction_is_read_from_the_source_and_its_rows_from_the_replica() {
    try (ReplicaSession replica = registered.replica();
        SourceSession source = registered.source()) {
      var transaction = source.binlogTransaction(conflict.gtid(), replica).orElseThrow();
      assertThat(transaction.statements()).isEmpty();
      assertThat(transaction.originalCommitMicros()).isPositive();
      RowChange change = transaction.changes().getFirst();
      assertThat(change.kind()).isEqualTo(RowChange.Kind.INSERT);
      TableShape shape = replica.shape(change.schema(), change.table());
      RowImage after = Objects.requireNonNull(change.after());
      assertThat(replica.rows(shape, shape.primaryKey(), after)).containsExactly(after);
      assertThat(replica.binlogTransaction(conflict.gtid())).isEmpty();
    }
  }

  @Test
  void the_source_is_known_by_its_uuid_and_the_accounts_plugin() {
    try (ReplicaSession replica = registered.replica();
        SourceSession source = registered.source()) {
      assertThat(source.authenticationPlugin()).isEqualTo("caching_sha2_password");
      assertThat(source.facts().serverUuid())
          .isEqualTo(replica.status("").orElseThrow().sourceUuid());
    }
  }

  @Test
  @Produces(DiagnosisCode.STOP_IGNORED)
  @Produces(value = DiagnosisCode.GHOST, cause = Cause.UNREACHABLE)
  void a_stop_that_a_person_called_and_that_did_nothing_is_told_with_who_called_it()
      throws SQLException {
    Instant before = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    try (var person = lab.adminSession()) {
      person.run("CALL mysql.rds_stop_replication", "DO 1");
    }
    try (ReplicaSession session = registered.replica()) {
      Act stop = session.recordedActs(Duration.ofHours(1)).orElseThrow().getLast();
      assertThat(stop.kind()).isEqualTo(Act.Kind.STOP);
      assertThat(stop.channel()).contains("");
      assertThat(stop.by()).startsWith("admin@");
      assertThat(stop.at()).isBetween(before.minusSeconds(1), Instant.now());
    }
    Replicas replicas = replicas();
    AtomicReference<Diagnosis> last = new AtomicReference<>();
    // The first attempt hangs at a silent source and has no error until it is given up.
    Await.until(
        "the stop is told as ignored, and that the source does not answer",
        WAIT,
        () -> {
          last.set(replicas.live("orders").diagnosis());
          return last.get().says(DiagnosisCode.STOP_IGNORED)
              && last.get().cause().filter(Cause.UNREACHABLE::equals).isPresent();
        });
    Diagnosis diagnosis = last.get();
    assertThat(diagnosis.code()).isEqualTo(DiagnosisCode.GHOST);
    assertThat(diagnosis.says(DiagnosisCode.STOP_IGNORED)).isTrue();
    assertThat(diagnosis.summary()).contains("a stop did nothing (admin@");
  }

  @Test
  void a_record_that_we_may_not_read_says_nothing_and_stops_nothing() throws SQLException {
    try (var root = lab.replica().session()) {
      root.run(
          "SET sql_log_bin = 0",
          "CREATE USER IF NOT EXISTS poor@'%' IDENTIFIED BY 'poor'",
          "GRANT REPLICATION CLIENT ON *.* TO poor@'%'");
    }
    try (ReplicaSession session = registered.as("poor", "poor").replica()) {
      assertThat(session.recordedActs(Duration.ofHours(1))).isEmpty();
      assertThat(session.channels()).containsExactly("");
    }
  }

  private static Replicas replicas() {
    Clock clock = Clock.systemUTC();
    Tolerances usual = Tolerances.standard();
    Tolerances soon =
        new Tolerances(
            usual.stale(),
            usual.lag(),
            Duration.ofMillis(1),
            usual.afterFailover(),
            usual.restarts());
    Registry registry = new Registry(List.of(registered.database()));
    return new Replicas(
        registry,
        registered.databases(),
        id -> List.of(),
        new Latches(new MemoryLatches(), clock),
        reading -> {},
        new RdsKnowledge(registry),
        clock,
        Duration.ofSeconds(5),
        soon);
  }
}
