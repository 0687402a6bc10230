package io.replicamedic.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Every trouble is the state that it is named after; the verbs read most of it themselves. */
class TroubleTest {
  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void a_ghost_keeps_trying_the_silent_address() throws Exception {
    try (Lab lab = Lab.open(LabSettings.ghost())) {
      Conflict conflict = lab.trouble().ghost();
      Door silent = lab.gateway().oldAddress();
      int before = silent.accepted();
      Await.until("two more attempts", Lab.DEADLINE, () -> silent.accepted() >= before + 2);
      lab.awaitThreads("Connecting", "No");
      assertThat(lab.replicaStatus()).containsEntry("Last_IO_Errno", "2013");
      assertThat(lab.failedWorkers())
          .anySatisfy(w -> assertThat(w).containsEntry("APPLYING_TRANSACTION", conflict.gtid()));
      assertThat(rowOn(lab.source(), conflict)).isEqualTo(rowOn(lab.replica(), conflict));
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void an_unlogged_stray_row_leaves_no_transaction_of_the_replica() throws Exception {
    try (Lab lab = Lab.open(LabSettings.ghost().withStrays(Stray.UNLOGGED))) {
      lab.trouble().ghostConnected();
      assertThat(lab.contains(lab.sourceGtidExecuted(), lab.replicaGtidExecuted())).isTrue();
      lab.awaitThreads("Yes", "No");
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void a_conflict_has_another_row_on_each_side() throws Exception {
    try (Lab lab = Lab.open(LabSettings.ghost())) {
      Conflict conflict = lab.trouble().ghostConflict();
      assertThat(rowOn(lab.source(), conflict)).isNotEqualTo(rowOn(lab.replica(), conflict));
      lab.trouble().heal();
      assertThat(lab.sameData()).isTrue();
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void a_transaction_of_three_rows_skipped_leaves_two_rows_missing() throws Exception {
    try (Lab lab = Lab.open(LabSettings.ghost())) {
      Conflict conflict = lab.trouble().ghostMultiRow();
      try (Session admin = lab.adminSession()) {
        admin.run("CALL mysql.rds_skip_transaction_with_gtid('" + conflict.gtid() + "')");
      }
      lab.trouble().heal();
      assertThat(lab.differences(Lab.DEADLINE)).hasSize(1);
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void several_conflicts_wait_one_behind_the_other() throws Exception {
    try (Lab lab = Lab.open(LabSettings.ghost())) {
      Conflict conflicts = lab.trouble().severalConflicts(3);
      for (String gtid : conflicts.gtids()) {
        Await.until(
            gtid + " fails",
            Lab.DEADLINE,
            () -> lab.failedWorkers().stream().anyMatch(w -> w.containsValue(gtid)));
        try (Session admin = lab.adminSession()) {
          admin.run("CALL mysql.rds_skip_transaction_with_gtid('" + gtid + "')");
          assertThat(admin.refusal("CALL mysql.rds_start_replication")).isEqualTo(1644);
        }
      }
      lab.awaitThreads("Connecting", "Yes");
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void a_secondary_key_stops_the_applier_too() throws Exception {
    try (Lab lab = Lab.open(LabSettings.ghost())) {
      Conflict conflict = lab.trouble().secondaryKeyConflict();
      assertThat(lab.failedWorkers().getFirst().get("LAST_ERROR_MESSAGE"))
          .contains("customer.email");
      assertThat(rowOn(lab.source(), conflict)).isEmpty();
      lab.trouble().heal();
      assertThat(lab.sameData()).isTrue();
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void a_stop_waits_as_long_as_the_row_is_locked() throws Exception {
    try (Lab lab = Lab.open(LabSettings.ghost());
        Session admin = lab.adminSession();
        RowLock lock = lab.trouble().blockedStop()) {
      CompletableFuture<Integer> stop =
          CompletableFuture.supplyAsync(() -> admin.refusal("CALL mysql.rds_stop_replication"));
      awaitRunning(lab, "STOP REPLICA%");
      lab.awaitThreads("Connecting", "Yes"); // the server stops the applier first
      assertThat(stop).isNotDone();
      lock.release();
      stop.join();
      lab.awaitThreads("No", "No");
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void a_lagging_replica_runs_and_catches_up_when_let() throws Exception {
    try (Lab lab = Lab.open(LabSettings.ghost());
        RowLock lock = lab.trouble().lagging()) {
      lab.awaitThreads("Yes", "Yes");
      lock.release();
      assertThat(lab.sameData()).isTrue();
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void a_delay_is_an_option_of_the_channel() throws Exception {
    try (Lab lab = Lab.open(LabSettings.ghost())) {
      lab.trouble().delayed(3600);
      assertThat(lab.replicaStatus()).containsEntry("SQL_Delay", "3600");
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void a_source_that_is_down_refuses_under_both_addresses() throws Exception {
    try (Lab lab = Lab.open(LabSettings.ghost())) {
      lab.trouble().ghost();
      lab.trouble().sourceDown();
      lab.awaitThreads("Connecting", "No");
      lab.trouble().heal();
      assertThat(lab.sameData()).isTrue();
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void a_purged_source_lacks_what_the_replica_needs() throws Exception {
    try (Lab lab = Lab.open(LabSettings.ghost());
        Session source = lab.source().session()) {
      Conflict conflict = lab.trouble().sourcePurged();
      assertThat(lab.contains(source.value("SELECT @@GLOBAL.gtid_purged"), conflict.gtid()))
          .isTrue();
      assertThat(lab.contains(lab.replicaGtidExecuted(), conflict.gtid())).isFalse();
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void a_lost_tail_is_known_to_the_replica_only_until_it_is_overwritten() throws Exception {
    try (Lab lab = Lab.open(LabSettings.ghost())) {
      Conflict conflict = lab.trouble().tailOverwritten();
      assertThat(lab.contains(lab.sourceGtidExecuted(), conflict.gtid())).isTrue();
      lab.awaitThreads("Connecting", "No");
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void an_unreadable_source_still_serves_its_replica() throws Exception {
    try (Lab lab = Lab.open(LabSettings.ghost())) {
      lab.trouble().sourceUnreadable();
      lab.gateway().oldAddress().drop();
      assertThat(lab.sameData()).isTrue();
      Door door = lab.gateway().newAddress();
      try (var socket = new Socket(door.host(), door.port())) {
        socket.setSoTimeout(300);
        assertThatThrownBy(() -> socket.getInputStream().read())
            .isInstanceOf(SocketTimeoutException.class);
      }
    }
  }

  private static void awaitRunning(Lab lab, String statement) throws Exception {
    try (Session root = lab.replica().session()) {
      Await.until(
          statement + " runs",
          Lab.DEADLINE,
          () ->
              !root.rows(
                      "SELECT 1 FROM information_schema.processlist WHERE info LIKE '"
                          + statement
                          + "'")
                  .isEmpty());
    }
  }

  private static List<Map<String, String>> rowOn(MysqlServer server, Conflict conflict)
      throws Exception {
    try (Session root = server.session()) {
      return root.rows(
          "SELECT * FROM " + conflict.table() + " WHERE id = " + conflict.strayIds().getFirst());
    }
  }
}
