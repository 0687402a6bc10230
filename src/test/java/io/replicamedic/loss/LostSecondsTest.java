package io.replicamedic.loss;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.durability.Audit;
import io.replicamedic.durability.FailureKind;
import io.replicamedic.durability.Finding;
import io.replicamedic.durability.Grade;
import io.replicamedic.durability.Loss;
import io.replicamedic.durability.LossWindow;
import io.replicamedic.lab.Graft;
import io.replicamedic.lab.Lab;
import io.replicamedic.lab.LabSettings;
import io.replicamedic.lab.MysqlServer;
import io.replicamedic.lab.Session;
import io.replicamedic.replication.Severity;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Incident 2 with real servers: the audit names the evening's cause before it happens. */
class LostSecondsTest {
  private static final String INSERT =
      "INSERT INTO shop.customer (email, name) VALUES ('%s@shop.example', 'Größe')";

  @Test
  void the_audit_named_the_source_whose_failover_left_its_replica_ahead() throws Exception {
    LabSettings settings =
        LabSettings.ghost()
            .withSourceOption("innodb_flush_log_at_trx_commit", "2")
            .withSourceOption("sync_binlog", "1");
    try (Lab lab = Lab.open(settings)) {
      lab.writer().pause();
      insert(lab, "kept");
      insert(lab, "sold");
      lab.awaitExecuted(lab.sourceGtidExecuted());
      assertNamed(Stated.multiAz(lab.source(), List.of("orders-replica")));

      Graft graft = Graft.of(lab.source());
      insert(lab, "lost");
      try (Session app = lab.appSession()) {
        app.run(
            "UPDATE shop.customer SET balance = 7 WHERE email = 'kept@shop.example'",
            "DELETE FROM shop.customer WHERE email = 'sold@shop.example'");
      }
      String written = lab.sourceGtidExecuted();
      lab.awaitExecuted(written);
      graft.failOver();

      // The replica is ahead, and no GTID and no thread tells.
      assertThat(customers(lab.source())).isEqualTo(Map.of("kept", "0.00", "sold", "0.00"));
      assertThat(customers(lab.replica())).isEqualTo(Map.of("kept", "7.00", "lost", "0.00"));
      assertThat(lab.sourceGtidExecuted()).isEqualTo(written);
      lab.awaitThreads("Yes", "Yes");
      assertThat(missing(lab.source(), lab.replicaGtidExecuted())).isEmpty();

      insert(lab, "anew");
      lab.awaitThreads("Yes", "No");
      assertThat(lab.failedWorkers().getFirst()).containsEntry("LAST_ERROR_NUMBER", "1062");
    }
  }

  private static void assertNamed(Audit audit) {
    Finding flush =
        audit.findings().stream()
            .filter(finding -> finding.rule().equals("flush-log-at-commit"))
            .findFirst()
            .orElseThrow();
    assertThat(flush.outcome()).isEqualTo(Finding.Outcome.FAILED);
    assertThat(flush.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(audit.grade()).isEqualTo(Grade.LOSES_COMMITS);
    LossWindow failover = Stated.window(audit, FailureKind.FAILOVER);
    assertThat(failover.replicas()).isEqualTo(LossWindow.Replicas.MAY_BE_AHEAD);
    assertThat(failover.rows()).isInstanceOf(Loss.AtMost.class);
    assertThat(failover.binlog()).isEqualTo(new Loss.None());
  }

  private static void insert(Lab lab, String name) throws SQLException {
    try (Session app = lab.appSession()) {
      app.run(INSERT.formatted(name));
    }
  }

  /** Balances by name, of those that this test writes. */
  private static Map<String, String> customers(MysqlServer server) throws SQLException {
    Map<String, String> all = new HashMap<>();
    try (Session root = server.session()) {
      root.rows(
              "SELECT SUBSTRING_INDEX(email, '@', 1) AS name, balance FROM shop.customer WHERE"
                  + " email IN ('kept@shop.example', 'sold@shop.example', 'lost@shop.example')")
          .forEach(row -> all.put(row.get("name"), row.get("balance")));
    }
    return all;
  }

  /** What of these transactions the server has not executed. */
  private static String missing(MysqlServer server, String gtids) throws SQLException {
    try (Session root = server.session()) {
      return root.value("SELECT GTID_SUBTRACT('" + gtids + "', @@GLOBAL.gtid_executed)");
    }
  }
}
