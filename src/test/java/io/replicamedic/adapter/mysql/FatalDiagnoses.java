package io.replicamedic.adapter.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.replication.Cause;
import io.replicamedic.replication.Diagnosis;
import io.replicamedic.replication.DiagnosisCode;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Receivers that have stopped for good, and the cause in the server's error. */
interface FatalDiagnoses extends Paired {
  @Test
  @Produces(value = DiagnosisCode.RECEIVER_FATAL, cause = Cause.PURGED)
  default void what_the_source_has_purged_is_fatal_once_it_is_asked_for() throws SQLException {
    pair().replicate();
    pair().replica("STOP REPLICA");
    pair().source("INSERT INTO t.c VALUES (2, 'two', 1)");
    pair().purgeSource();
    pair().replica("START REPLICA");
    assertFatal(Cause.PURGED);
  }

  @Test
  @Produces(value = DiagnosisCode.RECEIVER_FATAL, cause = Cause.PURGED)
  default void a_binlog_that_is_not_there_is_purged() throws SQLException {
    pair()
        .configure(
            Map.of(
                "SOURCE_AUTO_POSITION", "0",
                "SOURCE_LOG_FILE", "'binlog.000777'",
                "SOURCE_LOG_POS", "4"));
    pair().replica("START REPLICA");
    assertFatal(Cause.PURGED);
  }

  @Test
  @Produces(value = DiagnosisCode.RECEIVER_FATAL, cause = Cause.IMPOSSIBLE_POSITION)
  default void a_position_beyond_the_files_end_is_impossible() throws SQLException {
    pair()
        .configure(
            Map.of(
                "SOURCE_AUTO_POSITION", "0",
                "SOURCE_LOG_FILE", "'binlog.000001'",
                "SOURCE_LOG_POS", "99999999"));
    pair().replica("START REPLICA");
    assertFatal(Cause.IMPOSSIBLE_POSITION);
  }

  @Test
  @Produces(value = DiagnosisCode.RECEIVER_FATAL, cause = Cause.OTHER)
  default void a_position_in_the_middle_of_an_event_reads_like_damage() throws SQLException {
    pair().source("INSERT INTO t.c VALUES (2, 'two', 1)");
    pair()
        .configure(
            Map.of(
                "SOURCE_AUTO_POSITION", "0",
                "SOURCE_LOG_FILE", "'binlog.000001'",
                "SOURCE_LOG_POS", "200"));
    pair().replica("START REPLICA");
    assertFatal(Cause.OTHER);
  }

  @Test
  @Produces(value = DiagnosisCode.RECEIVER_FATAL, cause = Cause.SAME_SERVER_ID)
  default void a_source_with_our_own_server_id_is_fatal() throws SQLException {
    pair().replica("SET GLOBAL server_id = 1");
    pair().configure(Map.of());
    pair().replica("START REPLICA");
    assertFatal(Cause.SAME_SERVER_ID);
  }

  @Test
  @Produces(value = DiagnosisCode.RECEIVER_FATAL, cause = Cause.MORE_GTIDS)
  default void a_source_that_knows_less_than_its_replica_has_lost_its_tail() throws SQLException {
    pair().source("INSERT INTO t.c VALUES (2, 'two', 1)");
    pair()
        .replica(
            "SET GTID_NEXT = '" + pair().sourceFacts().serverUuid() + ":9'",
            "BEGIN",
            "COMMIT",
            "SET GTID_NEXT = 'AUTOMATIC'");
    pair().configure(Map.of());
    pair().replica("START REPLICA");
    assertFatal(Cause.MORE_GTIDS);
  }

  private void assertFatal(Cause cause) {
    Diagnosis diagnosis = pair().awaited(DiagnosisCode.RECEIVER_FATAL);
    assertThat(diagnosis.cause()).as("%s", diagnosis).contains(cause);
    assertThat(pair().status().detail().receiverErrorAt()).isPresent();
  }
}
