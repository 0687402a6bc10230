package io.replicamedic.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The procedures behave as incident 1 tells, called by the account that a customer has. One ghost
 * serves all: rules that change it come last.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AuroraV3Test {
  private final Lab lab = Lab.open(LabSettings.ghost());
  private Conflict conflict = new Conflict(List.of(), "", List.of());

  @BeforeAll
  void ghost() throws Exception {
    conflict = lab.trouble().ghost();
  }

  @AfterAll
  void end() {
    lab.close();
  }

  @Test
  @Order(1)
  void the_stop_says_ok_and_does_nothing_to_a_ghost() throws Exception {
    try (Session admin = lab.adminSession()) {
      assertThat(admin.value("CALL mysql.rds_stop_replication"))
          .startsWith("Replica is already stopped");
    }
    lab.awaitThreads("Connecting", "No");
  }

  @Test
  @Order(1)
  void a_reset_is_refused_while_the_receiver_runs() throws Exception {
    try (Session admin = lab.adminSession()) {
      assertThat(admin.refusal("CALL mysql.rds_reset_external_source")).isEqualTo(3081);
    }
    assertThat(lab.replicaStatus()).isNotEmpty();
  }

  @Test
  @Order(1)
  void auto_position_takes_five_parameters() throws Exception {
    try (Session admin = lab.adminSession()) {
      assertThat(
              admin.rows(
                  """
                  SELECT parameter_name FROM information_schema.parameters
                  WHERE specific_schema = 'mysql'
                    AND specific_name = 'rds_set_external_source_with_auto_position'
                  """))
          .hasSize(5);
      assertThat(
              admin.refusal(
                  "CALL mysql.rds_set_external_source_with_auto_position('h', 1, 'u', 'p', 0, 0)"))
          .isEqualTo(1318);
    }
  }

  @Test
  @Order(1)
  void the_admin_cannot_do_it_without_the_procedures() throws Exception {
    try (Session admin = lab.adminSession()) {
      assertThat(admin.refusal("STOP REPLICA")).isEqualTo(1227);
      assertThat(admin.refusal("CHANGE REPLICATION SOURCE TO SOURCE_RETRY_COUNT = 1"))
          .isEqualTo(1227);
      assertThat(admin.refusal("SET sql_log_bin = 0")).isEqualTo(1227);
      assertThat(admin.refusal("SET gtid_next = '" + conflict.gtid() + "'")).isEqualTo(1227);
      assertThat(admin.refusal("SET GLOBAL skip_replica_start = 0")).isNotZero();
    }
  }

  @Test
  @Order(1)
  void a_procedure_inside_a_transaction_ends_with_1694() throws Exception {
    try (Session admin = lab.adminSession()) {
      admin.run("START TRANSACTION", "DELETE FROM shop.stock WHERE item = 99999999");
      assertThat(admin.refusal("CALL mysql.rds_reset_external_source")).isEqualTo(1694);
    }
  }

  @Test
  @Order(1)
  void a_call_is_on_record_before_it_acts() throws Exception {
    try (Session admin = lab.adminSession()) {
      assertThat(admin.refusal("CALL mysql.rds_reset_external_source")).isNotZero();
      Map<String, String> last =
          admin.rows("SELECT * FROM mysql.rds_history WHERE action LIKE '%reset%'").getFirst();
      assertThat(last).containsEntry("action", "Starting: reset slave");
      assertThat(last.get("called_by_user")).startsWith("admin@");
    }
  }

  @Test
  @Order(1)
  void binlog_retention_goes_to_2160_hours() throws Exception {
    try (Session admin = lab.adminSession()) {
      assertThat(admin.refusal("CALL mysql.rds_set_configuration('binlog retention hours', 2161)"))
          .isEqualTo(1644);
      admin.run("CALL mysql.rds_set_configuration('binlog retention hours', 2160)");
      assertThat(admin.rows("CALL mysql.rds_show_configuration").getFirst())
          .containsEntry("value", "2160");
    }
  }

  @Test
  @Order(1)
  void the_skip_counter_is_of_no_use_with_gtids() throws Exception {
    try (Session admin = lab.adminSession()) {
      admin.run("CALL mysql.rds_skip_repl_error");
    }
    lab.awaitThreads("Connecting", "No");
    assertThat(lab.failedWorkers())
        .anySatisfy(w -> assertThat(w).containsEntry("APPLYING_TRANSACTION", conflict.gtid()));
  }

  @Test
  @Order(2)
  void the_failing_transaction_can_be_skipped_by_its_gtid() throws Exception {
    try (Session admin = lab.adminSession()) {
      assertThat(admin.refusal("CALL mysql.rds_skip_transaction_with_gtid('nonsense')"))
          .isEqualTo(1774);
      admin.run("CALL mysql.rds_skip_transaction_with_gtid('" + conflict.gtid() + "')");
      assertThat(admin.value("SELECT @@SESSION.gtid_next")).isEqualTo("AUTOMATIC");
    }
    assertThat(lab.contains(lab.replicaGtidExecuted(), conflict.gtid())).isTrue();
  }

  @Test
  @Order(3)
  void the_start_raises_an_error_although_it_has_started() throws Exception {
    try (Session admin = lab.adminSession()) {
      assertThat(admin.refusal("CALL mysql.rds_start_replication")).isEqualTo(1644);
    }
    lab.awaitThreads("Connecting", "Yes");
  }

  @Test
  @Order(4)
  void the_stop_really_stops_both_threads_while_the_applier_runs() throws Exception {
    try (Session admin = lab.adminSession()) {
      assertThat(admin.value("CALL mysql.rds_stop_replication"))
          .isEqualTo("Replica is down or disabled");
    }
    lab.awaitThreads("No", "No");
  }
}
