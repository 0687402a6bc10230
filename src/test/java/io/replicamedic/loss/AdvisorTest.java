package io.replicamedic.loss;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.lab.Advisor;
import io.replicamedic.lab.MysqlServer;
import io.replicamedic.lab.Release;
import io.replicamedic.lab.Session;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What pt-variable-advisor finds about durability we find, and none of its false alarms. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdvisorTest {
  private Optional<Advisor> advisor = Optional.empty();

  @BeforeAll
  void find() {
    try {
      advisor = Optional.of(Advisor.find());
    } catch (Advisor.Unavailable e) {
      String reason = "no pt-variable-advisor here: " + e.getMessage();
      System.out.println("SKIPPED " + AdvisorTest.class.getSimpleName() + ": " + reason);
      Assumptions.abort(reason);
    }
  }

  @Test
  void what_it_finds_about_durability_we_find_and_more() throws Exception {
    try (MysqlServer server = MysqlServer.start(Comparison.CARELESS);
        Session root = server.session()) {
      for (String flush : List.of("2", "0")) {
        root.run("SET GLOBAL innodb_flush_log_at_trx_commit = " + flush);
        Comparison comparison = Comparison.of(advisor.orElseThrow(), server);
        assertThat(comparison.theirs())
            .containsKeys(
                "innodb_flush_log_at_trx_commit-1",
                "sync_binlog",
                "innodb_doublewrite",
                "replica_skip_errors",
                "relay_log_space_limit");
        assertThat(comparison.notFoundByUs()).isEmpty();
        assertThat(comparison.onlyOurs()).contains("relay-log-recovery");
      }
    }
  }

  @Test
  void binary_logs_that_8_0_purges_alarm_it_and_not_us() throws Exception {
    try (MysqlServer server =
        MysqlServer.start(Release.MYSQL_8_0_15, Map.of("server_id", "1", "sync_binlog", "1"))) {
      Comparison comparison = Comparison.of(advisor.orElseThrow(), server);
      assertThat(comparison.falseAlarms()).containsExactly("expire_logs_days");
      assertThat(comparison.sharedFalseAlarms()).isEmpty();
    }
  }
}
