package io.replicamedic.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.CallableStatement;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The procedures of RDS for MySQL 8.0 behave as the table in domain.md 2 tells, called by the
 * account that a customer has. One lab walks through all four states, in the order of the rules.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class Rds80Test {
  private static final String STOP = "CALL mysql.rds_stop_replication";
  private static final String START = "CALL mysql.rds_start_replication";
  private static final String RESET = "CALL mysql.rds_reset_external_master";
  private static final String SET =
      "CALL mysql.rds_set_external_master_with_auto_position('h', 1, 'u', 'p', 0, 0)";
  private static final String SKIP = "CALL mysql.rds_skip_repl_error";

  private final Lab lab = Lab.open(LabSettings.ghost().withPersonality(Personality.RDS_8_0));
  private Conflict conflict = new Conflict(List.of(), "", List.of());

  @AfterAll
  void end() {
    lab.close();
  }

  @Test
  @Order(1)
  void on_nothing_is_started_set_or_skipped() throws Exception {
    assertState("ON");
    assertRefused(START, "already running");
    assertRefused(SET, "is running");
    assertRefused(SKIP, "No errors detected");
    assertState("ON");
  }

  @Test
  @Order(1)
  void auto_position_takes_six_parameters_under_its_old_name() throws Exception {
    try (Session admin = lab.adminSession()) {
      assertThat(
              admin.refusal(
                  "CALL mysql.rds_set_external_master_with_auto_position('h', 1, 'u', 'p', 0)"))
          .isEqualTo(1318);
      assertThat(
              admin.refusal(
                  "CALL mysql.rds_set_external_source_with_auto_position('h', 1, 'u', 'p', 0)"))
          .isEqualTo(1305);
      assertThat(admin.refusal("CALL mysql.rds_reset_external_source")).isEqualTo(1305);
    }
  }

  @Test
  @Order(1)
  void binlog_retention_goes_to_168_hours() throws Exception {
    try (Session admin = lab.adminSession()) {
      assertThat(admin.refusal("CALL mysql.rds_set_configuration('binlog retention hours', 169)"))
          .isEqualTo(1644);
      admin.run("CALL mysql.rds_set_configuration('binlog retention hours', 168)");
    }
  }

  @Test
  @Order(2)
  void a_receiver_that_is_connecting_is_broken() throws Exception {
    conflict = lab.trouble().ghost();
    lab.awaitThreads("Connecting", "No");
    assertState("BROKEN");
  }

  @Test
  @Order(3)
  void broken_nothing_is_started_or_set() throws Exception {
    assertRefused(START, "might be running");
    assertRefused(SET, "is running");
    lab.awaitThreads("Connecting", "No");
  }

  @Test
  @Order(3)
  void the_admin_cannot_do_it_without_the_procedures() throws Exception {
    try (Session admin = lab.adminSession()) {
      assertThat(admin.refusal("STOP REPLICA")).isEqualTo(1227);
      assertThat(admin.refusal("CHANGE REPLICATION SOURCE TO SOURCE_RETRY_COUNT = 1"))
          .isEqualTo(1227);
      assertThat(admin.refusal("SET sql_log_bin = 0")).isEqualTo(1227);
      assertThat(admin.refusal("SET gtid_next = '" + conflict.gtid() + "'")).isEqualTo(1227);
      assertThat(admin.refusal("KILL " + LabTest.receiverId(admin))).isEqualTo(1095);
    }
  }

  @Test
  @Order(4)
  void broken_the_skip_is_tried_and_of_no_use_with_gtids() throws Exception {
    try (Session admin = lab.adminSession()) {
      assertThat(admin.value(SKIP)).isEqualTo("Statement in error has been skipped");
    }
    lab.awaitThreads("Connecting", "No");
    assertThat(lab.failedWorkers())
        .anySatisfy(w -> assertThat(w).containsEntry("APPLYING_TRANSACTION", conflict.gtid()));
  }

  @Test
  @Order(5)
  void broken_the_stop_really_stops_both_threads() throws Exception {
    try (Session admin = lab.adminSession()) {
      assertThat(admin.value(STOP)).isEqualTo("Replica is down or disabled");
    }
    assertThat(lab.replicaStatus())
        .containsEntry("Replica_IO_Running", "No")
        .containsEntry("Replica_SQL_Running", "No");
    assertState("OFF");
  }

  @Test
  @Order(6)
  void off_nothing_is_stopped_or_skipped() throws Exception {
    assertRefused(STOP, "already stopped");
    assertRefused(SKIP, "is down");
  }

  @Test
  @Order(7)
  void off_the_start_raises_an_error_although_it_has_started() throws Exception {
    assertRefused(START, "still connecting");
    lab.awaitThreads("Connecting", "No");
    assertState("BROKEN");
  }

  @Test
  @Order(8)
  void broken_the_reset_stops_first() throws Exception {
    run(RESET);
    assertThat(lab.replicaStatus()).isEmpty();
    assertState("NOT_EXIST");
  }

  @Test
  @Order(9)
  void without_a_channel_there_is_nothing_to_stop_start_reset_or_skip() throws Exception {
    for (String call : List.of(STOP, START, RESET, SKIP, "CALL mysql.rds_next_master_log(1)")) {
      assertRefused(call, "not configured");
    }
  }

  @Test
  @Order(10)
  void without_a_channel_one_is_set_with_its_delay() throws Exception {
    configure(7);
    assertThat(lab.replicaStatus())
        .containsEntry("Source_Host", lab.gateway().newAddress().host())
        .containsEntry("SQL_Delay", "7");
    assertState("OFF");
  }

  @Test
  @Order(11)
  void off_it_is_set_again_and_started() throws Exception {
    configure(0);
    assertThat(lab.replicaStatus()).containsEntry("SQL_Delay", "0");
    run("CALL mysql.rds_skip_transaction_with_gtid('" + conflict.gtid() + "')");
    run(START);
    assertState("ON");
    assertThat(lab.differences(Lab.DEADLINE)).isEmpty();
  }

  @Test
  @Order(12)
  void on_the_stop_stops_and_off_the_reset_resets() throws Exception {
    run(STOP);
    assertState("OFF");
    run(RESET);
    assertState("NOT_EXIST");
  }

  @Test
  @Order(13)
  void on_the_reset_stops_first() throws Exception {
    configure(0);
    run(START);
    assertState("ON");
    run(RESET);
    assertState("NOT_EXIST");
  }

  @Test
  @Order(14)
  void calls_that_acted_are_on_record() throws Exception {
    try (Session admin = lab.adminSession()) {
      assertThat(admin.value("SELECT COUNT(*) FROM mysql.rds_history WHERE action = 'reset slave'"))
          .isEqualTo("3");
      assertThat(admin.value("SELECT called_by_user FROM mysql.rds_history")).startsWith("admin@");
    }
  }

  private void configure(int delay) throws SQLException {
    String call = "CALL mysql.rds_set_external_master_with_auto_position(?, ?, ?, ?, 1, ?)";
    try (Session admin = lab.adminSession();
        CallableStatement statement = admin.connection().prepareCall(call)) {
      statement.setString(1, lab.gateway().newAddress().host());
      statement.setInt(2, lab.gateway().newAddress().port());
      statement.setString(3, lab.repl().user());
      statement.setString(4, lab.repl().password());
      statement.setInt(5, delay);
      statement.execute();
    }
  }

  private void run(String sql) throws SQLException {
    try (Session admin = lab.adminSession()) {
      admin.run(sql);
    }
  }

  private void assertState(String state) throws SQLException {
    try (Session admin = lab.adminSession()) {
      assertThat(admin.value("SELECT mysql.rds_replication_service_state()")).isEqualTo(state);
    }
  }

  private void assertRefused(String sql, String words) throws SQLException {
    try (Session admin = lab.adminSession()) {
      assertThatThrownBy(() -> admin.run(sql))
          .isInstanceOfSatisfying(
              SQLException.class,
              e -> {
                assertThat(e.getErrorCode()).isEqualTo(1644);
                assertThat(e.getSQLState()).isEqualTo("45000");
              })
          .hasMessageContaining(words);
    }
  }
}
