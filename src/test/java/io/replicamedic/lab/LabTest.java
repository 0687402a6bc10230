package io.replicamedic.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The lab is what it says: a real pair that can be compared, beside another, and gone after. */
class LabTest {
  @Test
  void the_way_out_that_the_team_found_by_hand_works() throws Exception {
    try (Lab lab = Lab.open(LabSettings.ghost())) {
      Conflict conflict = lab.trouble().ghost();
      try (Session admin = lab.adminSession()) {
        admin.run("CALL mysql.rds_kill(" + receiverId(admin) + ")");
        lab.awaitThreads("No", "No");
        admin.run("CALL mysql.rds_reset_external_source");
        assertThat(lab.replicaStatus()).isEmpty();
        admin.run("CALL mysql.rds_skip_transaction_with_gtid('" + conflict.gtid() + "')");
        configure(lab, admin);
        admin.run("CALL mysql.rds_start_replication");
      }
      lab.awaitThreads("Yes", "Yes");
      assertThat(lab.replicaStatus())
          .containsEntry("Source_Host", lab.gateway().newAddress().host())
          .containsEntry("Connect_Retry", "1")
          .containsEntry("Source_Retry_Count", "86400");
      assertThat(lab.differences(Lab.DEADLINE)).isEmpty();
    }
  }

  @Test
  void data_is_the_same_only_when_every_row_is() throws Exception {
    try (Lab lab = Lab.open(LabSettings.ghost());
        Session replica = lab.replica().session()) {
      assertThat(lab.sameData()).isTrue();
      replica.run("SET sql_log_bin = 0", new Parcel(7, "only here").insert());
      assertThat(lab.differences(Lab.DEADLINE))
          .singleElement()
          .asString()
          .startsWith("`shop`.`parcel`: source ");
      replica.run(Parcel.delete(7));
      assertThat(lab.sameData()).isTrue();
    }
  }

  @Test
  void data_is_not_the_same_while_the_replica_lacks_transactions() throws Exception {
    try (Lab lab = Lab.open(LabSettings.ghost())) {
      lab.trouble().receiverOnlyStuck();
      try (Session app = lab.appSession()) {
        app.run(new Parcel(8, "not there yet").insert());
      }
      assertThat(lab.differences(Duration.ZERO)).singleElement().asString().contains("executed");
    }
  }

  @Test
  void two_labs_run_side_by_side_and_leave_nothing() throws Exception {
    List<MysqlServer> servers;
    try (Lab one = Lab.open(LabSettings.ghost());
        Lab other = Lab.open(LabSettings.ghost())) {
      servers = List.of(one.source(), one.replica(), other.source(), other.replica());
      one.trouble().receiverOnlyStuck();
      assertThat(other.sameData()).isTrue();
      assertThat(one.secrets()).doesNotContainAnyElementsOf(other.secrets());
    }
    for (MysqlServer server : servers) {
      assertThat(ProcessHandle.of(server.pid()).filter(ProcessHandle::isAlive)).isEmpty();
      assertThat(Files.exists(server.folder())).isFalse();
    }
  }

  @Test
  void the_writer_goes_on_and_counts_what_the_source_acknowledged() throws Exception {
    try (Lab lab = Lab.open(LabSettings.ghost());
        Session source = lab.source().session()) {
      Await.until("fifty commits", Lab.DEADLINE, () -> lab.writer().acknowledged() >= 50);
      lab.writer().pause();
      long acknowledged = lab.writer().acknowledged();
      lab.awaitExecuted(lab.sourceGtidExecuted());
      assertThat(lab.writer().acknowledged()).isEqualTo(acknowledged);
      assertThat(lab.writer().failed()).isZero();
      assertThat(source.value("SELECT COUNT(*) FROM shop.parcel")).isNotEqualTo("0");
    }
  }

  @Test
  void a_cold_password_cache_keeps_a_replica_without_tls_out() throws Exception {
    try (Lab lab = Lab.open(LabSettings.ghost().withTransport(Transport.PLAIN))) {
      lab.coolPasswordCache();
      lab.gateway().oldAddress().drop();
      Await.until(
          "error 2061",
          Lab.DEADLINE,
          () -> "2061".equals(lab.replicaStatus().get("Last_IO_Errno")));
      lab.awaitThreads("Connecting", "Yes");
    }
  }

  static String receiverId(Session admin) throws SQLException {
    Map<String, String> receiver =
        admin
            .rows(
                """
                SELECT id AS id FROM information_schema.processlist WHERE user = 'system user'
                  AND (state LIKE 'Connecting to %' OR state LIKE 'Reconnecting %'
                    OR state LIKE 'Waiting for source %' OR state LIKE 'Waiting to reconnect %')
                """)
            .getFirst();
    return receiver.getOrDefault("id", "");
  }

  static void configure(Lab lab, Session admin) throws SQLException {
    try (var call =
        admin
            .connection()
            .prepareCall("CALL mysql.rds_set_external_source_with_auto_position(?, ?, ?, ?, 1)")) {
      call.setString(1, lab.gateway().newAddress().host());
      call.setInt(2, lab.gateway().newAddress().port());
      call.setString(3, lab.repl().user());
      call.setString(4, lab.repl().password());
      call.execute();
    }
  }
}
