package io.replicamedic.adapter.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.lab.Release;
import io.replicamedic.replication.DiagnosisCode;
import io.replicamedic.replication.Observation;
import io.replicamedic.replication.ReplicationStatus;
import io.replicamedic.replication.Seen;
import io.replicamedic.replication.ThreadState;
import io.replicamedic.replication.WorkerError;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Appliers that have stopped on an error, with the transaction that they stopped on. */
interface ApplierDiagnoses extends Paired {
  @Test
  @Produces(DiagnosisCode.APPLIER_DUPLICATE_KEY)
  default void a_row_that_is_here_already_is_a_duplicate_key() throws SQLException {
    assertConflict(
        DiagnosisCode.APPLIER_DUPLICATE_KEY,
        1062,
        "INSERT INTO t.c VALUES (2, 'stray', 1)",
        "INSERT INTO t.c VALUES (2, 'two', 1)");
  }

  @Test
  @Produces(DiagnosisCode.APPLIER_ROW_MISSING)
  default void a_row_to_delete_that_is_not_here_is_a_missing_row() throws SQLException {
    assertConflict(
        DiagnosisCode.APPLIER_ROW_MISSING,
        1032,
        "DELETE FROM t.c WHERE id = 1",
        "DELETE FROM t.c WHERE id = 1");
  }

  @Test
  default void a_row_to_change_that_is_not_here_is_a_missing_row() throws SQLException {
    assertConflict(
        DiagnosisCode.APPLIER_ROW_MISSING,
        1032,
        "DELETE FROM t.c WHERE id = 1",
        "UPDATE t.c SET note = 'changed' WHERE id = 1");
  }

  @Test
  @Produces(DiagnosisCode.APPLIER_SCHEMA)
  default void a_table_that_is_not_here_is_the_schema() throws SQLException {
    assertConflict(
        DiagnosisCode.APPLIER_SCHEMA,
        1146,
        "DROP TABLE t.c",
        "INSERT INTO t.c VALUES (2, 'two', 1)");
  }

  @Test
  @Produces(DiagnosisCode.APPLIER_SCHEMA)
  default void a_column_of_another_type_is_the_schema() throws SQLException {
    assertConflict(
        DiagnosisCode.APPLIER_SCHEMA,
        pair().release() == Release.MYSQL_5_7_22 ? 1677 : 13146,
        "ALTER TABLE t.c DROP note, ADD note INT AFTER id",
        "INSERT INTO t.c VALUES (2, 'two', 1)");
  }

  @Test
  default void a_table_that_is_here_already_is_the_schema() throws SQLException {
    assertConflict(
        DiagnosisCode.APPLIER_SCHEMA,
        1050,
        "CREATE TABLE t.d (id INT PRIMARY KEY)",
        "CREATE TABLE t.d (id INT PRIMARY KEY)");
  }

  @Test
  default void a_database_that_is_not_here_is_the_schema() throws SQLException {
    assertConflict(
        DiagnosisCode.APPLIER_SCHEMA,
        1049,
        "DROP DATABASE t",
        "CREATE TABLE t.d (id INT PRIMARY KEY)");
  }

  @Test
  @Produces(DiagnosisCode.APPLIER_OTHER)
  default void a_foreign_key_that_only_the_replica_has_is_another_error() throws SQLException {
    assertConflict(
        DiagnosisCode.APPLIER_OTHER,
        1452,
        "ALTER TABLE t.c ADD CONSTRAINT known FOREIGN KEY (parent) REFERENCES t.parent (id)",
        "INSERT INTO t.c VALUES (2, 'two', 77)");
  }

  @Test
  default void a_row_that_only_the_replica_refers_to_is_another_error() throws SQLException {
    assertConflict(
        DiagnosisCode.APPLIER_OTHER,
        1451,
        "ALTER TABLE t.c ADD CONSTRAINT known FOREIGN KEY (parent) REFERENCES t.parent (id)",
        "DELETE FROM t.parent");
  }

  @Test
  default void an_applier_without_parallel_workers_names_its_transaction_too() throws SQLException {
    // From 9.x on one worker is the least.
    pair()
        .replica(
            pair().release() == Release.CURRENT
                ? "SET GLOBAL replica_parallel_workers = 1"
                : "SET GLOBAL slave_parallel_workers = 0");
    try {
      assertConflict(
          DiagnosisCode.APPLIER_DUPLICATE_KEY,
          1062,
          "INSERT INTO t.c VALUES (2, 'stray', 1)",
          "INSERT INTO t.c VALUES (2, 'two', 1)");
    } finally {
      pair().replica("STOP REPLICA");
      pair()
          .replica(
              pair().release() == Release.CURRENT
                  ? "SET GLOBAL replica_parallel_workers = 4"
                  : "SET GLOBAL slave_parallel_workers = 4");
    }
  }

  @Test
  @Produces(DiagnosisCode.RELAY_LOG_DAMAGED)
  default void a_relay_log_that_cannot_be_read_is_damaged() throws SQLException, IOException {
    pair().replicate();
    pair().replica("STOP REPLICA SQL_THREAD");
    pair().source("INSERT INTO t.c VALUES (2, 'two', 1)");
    pair().awaitReceived(pair().sourceFacts().executed());
    pair().damageRelayLog();
    pair().replica("START REPLICA SQL_THREAD");
    pair().awaited(DiagnosisCode.RELAY_LOG_DAMAGED);
  }

  @Test
  @Produces(DiagnosisCode.RESTART_LOOP)
  default void an_applier_started_again_on_the_same_conflict_is_a_loop() throws SQLException {
    assertConflict(
        DiagnosisCode.APPLIER_DUPLICATE_KEY,
        1062,
        "INSERT INTO t.c VALUES (2, 'stray', 1)",
        "INSERT INTO t.c VALUES (2, 'two', 1)");
    List<ReplicationStatus> earlier = new ArrayList<>();
    pair()
        .awaited(
            DiagnosisCode.RESTART_LOOP,
            () -> {
              ReplicationStatus now = pair().status();
              if (now.applier() == ThreadState.NO) {
                pair().replica("START REPLICA SQL_THREAD");
              }
              Observation all = Observation.of(new Seen.Channel(now)).after(earlier);
              earlier.add(now);
              return pair().diagnosed(all);
            });
  }

  private void assertConflict(
      DiagnosisCode code, int errno, String silentlyHere, String atTheSource) throws SQLException {
    pair().replicate();
    pair().silentlyAtReplica(silentlyHere);
    pair().source(atTheSource);
    pair().awaited(code);
    // A worker's error is there a moment before its coordinator stops.
    assertThat(pair().awaitedThreads("Yes/No").secondary()).isEmpty();
    ReplicationStatus status = pair().status();
    WorkerError conflict = status.conflict().orElseThrow();
    assertThat(conflict.errno()).isEqualTo(errno);
    assertThat(conflict.transaction()).isEqualTo(pair().lastGtid());
    assertThat(conflict.message()).isNotEmpty();
    // The replica's zone is another one; 5.7 counts whole seconds.
    assertThat(status.detail().applierErrorAt().orElseThrow())
        .isBetween(Instant.now().minus(Duration.ofMinutes(1)), Instant.now());
  }
}
