package io.replicamedic.adapter.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.lab.Await;
import io.replicamedic.lab.Release;
import io.replicamedic.replication.Cause;
import io.replicamedic.replication.Diagnosis;
import io.replicamedic.replication.DiagnosisCode;
import io.replicamedic.replication.ReceiverDeadline;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Receivers that go on trying, and the cause in the server's error. */
interface ConnectingDiagnoses extends Paired {
  @Test
  @Produces(value = DiagnosisCode.RECEIVER_CONNECTING, cause = Cause.UNREACHABLE)
  default void nobody_at_the_port_is_unreachable() throws SQLException {
    assertConnecting(Cause.UNREACHABLE, 2003, Map.of("SOURCE_PORT", "1"));
  }

  @Test
  default void failed_attempts_are_counted_as_they_are_made() throws SQLException {
    assertConnecting(Cause.UNREACHABLE, 2003, Map.of("SOURCE_PORT", "1"));
    Await.until(
        "a second attempt",
        Duration.ofSeconds(20),
        () -> ReceiverDeadline.attemptsMade(pair().status()) == 2);
  }

  @Test
  @Produces(value = DiagnosisCode.RECEIVER_CONNECTING, cause = Cause.NAME)
  default void a_name_without_an_address_is_a_name() throws SQLException {
    assertConnecting(Cause.NAME, 2005, Map.of("SOURCE_HOST", "'nowhere.invalid'"));
  }

  @Test
  @Produces(value = DiagnosisCode.RECEIVER_CONNECTING, cause = Cause.ACCESS_DENIED)
  default void a_wrong_password_is_access_denied() throws SQLException {
    assertConnecting(Cause.ACCESS_DENIED, 1045, Map.of("SOURCE_PASSWORD", "'wrong'"));
  }

  @Test
  @Produces(value = DiagnosisCode.RECEIVER_CONNECTING, cause = Cause.TLS)
  default void a_source_that_wants_tls_says_so() throws SQLException {
    pair().source("SET GLOBAL require_secure_transport = ON");
    try {
      assertConnecting(Cause.TLS, 3159, Map.of("SOURCE_SSL", "0"));
    } finally {
      pair().source("SET GLOBAL require_secure_transport = OFF");
    }
  }

  @Test
  @Produces(value = DiagnosisCode.RECEIVER_CONNECTING, cause = Cause.TLS)
  default void a_password_that_may_not_travel_in_the_clear_wants_tls() throws SQLException {
    // 5.7 has no such plugin.
    if (pair().release() != Release.MYSQL_5_7_22) {
      pair()
          .source(
              "CREATE USER cold@'%' IDENTIFIED WITH caching_sha2_password BY 'never used before'",
              "GRANT REPLICATION SLAVE ON *.* TO cold@'%'");
      try {
        assertConnecting(
            Cause.TLS,
            2061,
            Map.of(
                "SOURCE_USER", "'cold'",
                "SOURCE_PASSWORD", "'never used before'",
                "SOURCE_SSL", "0",
                "GET_SOURCE_PUBLIC_KEY", "0"));
      } finally {
        pair().source("DROP USER cold@'%'");
      }
    }
  }

  @Test
  @Produces(value = DiagnosisCode.RECEIVER_CONNECTING, cause = Cause.TOO_MANY_CONNECTIONS)
  default void a_source_without_a_free_connection_says_so() throws SQLException {
    pair().source("SET GLOBAL max_connections = 1");
    try {
      assertConnecting(Cause.TOO_MANY_CONNECTIONS, 1040, Map.of());
    } finally {
      pair().source("SET GLOBAL max_connections = 80");
    }
  }

  @Test
  @Produces(DiagnosisCode.GHOST)
  default void a_receiver_that_cannot_connect_beside_a_conflict_looks_like_a_ghost()
      throws SQLException {
    pair().replicate();
    pair().silentlyAtReplica("INSERT INTO t.c VALUES (2, 'stray', 1)");
    pair().source("INSERT INTO t.c VALUES (2, 'two', 1)");
    pair().awaited(DiagnosisCode.APPLIER_DUPLICATE_KEY);
    pair().lockOut();
    try {
      pair()
          .awaited(
              DiagnosisCode.GHOST,
              () -> pair().status().lastIoErrno() == 0 ? Pair.none() : pair().diagnosis());
      assertThat(pair().status().threads()).isEqualTo("Connecting/No");
      assertThat(pair().diagnosis().secondary())
          .containsExactly(DiagnosisCode.APPLIER_DUPLICATE_KEY, DiagnosisCode.RECEIVER_CONNECTING);
      assertThat(pair().diagnosis().cause()).contains(Cause.ACCESS_DENIED);
    } finally {
      pair().letIn();
    }
  }

  private void assertConnecting(Cause cause, int errno, Map<String, String> options)
      throws SQLException {
    pair().configure(options);
    pair().replica("START REPLICA");
    Diagnosis diagnosis =
        pair()
            .awaited(
                DiagnosisCode.RECEIVER_CONNECTING,
                () -> pair().status().lastIoErrno() == 0 ? Pair.none() : pair().diagnosis());
    assertThat(diagnosis.evidence()).containsEntry("Last_IO_Errno", Integer.toString(errno));
    assertThat(diagnosis.cause()).isEqualTo(Optional.of(cause));
    assertThat(diagnosis.secondary()).isEmpty();
    assertThat(ReceiverDeadline.attemptsMade(pair().status())).isPositive();
    assertThat(pair().status().detail().receiverErrorAt().orElseThrow())
        .isBetween(Instant.now().minus(Duration.ofMinutes(1)), Instant.now());
  }
}
