package io.replicamedic.durability;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.lab.MysqlServer;
import io.replicamedic.lab.Release;
import io.replicamedic.lab.Session;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Names and numbers of variables, asked of real servers of three releases. */
class RealReleasesTest {
  /** Aurora's, a plugin's, and what the release's manual says that it has not. */
  private static final Map<Release, Set<String>> ABSENT =
      Map.of(
          Release.MYSQL_5_7_22, Set.of("innodb_log_writer_threads"),
          Release.MYSQL_8_0_15, Set.of("innodb_log_writer_threads"),
          Release.CURRENT, Set.of("relay_log_info_repository", "master_info_repository"));

  private static final Set<String> ELSEWHERE =
      Set.of("innodb_trx_commit_allow_data_loss", "rpl_semi_sync_source_enabled");

  @ParameterizedTest
  @EnumSource(Release.class)
  void every_rule_can_be_judged_and_numbers_mean_what_the_server_says(Release release)
      throws SQLException {
    try (MysqlServer server = MysqlServer.start(release, Map.of("server_id", "1"));
        Session root = server.session()) {
      Map<String, String> variables = new TreeMap<>();
      root.rows("SHOW GLOBAL VARIABLES")
          .forEach(
              row ->
                  variables.put(
                      row.getOrDefault("Variable_name", ""), row.getOrDefault("Value", "")));
      assertJudged(release, server.version(), variables);
      assertThat(
              Auditor.judged().stream()
                  .filter(setting -> setting.variables().stream().noneMatch(variables::containsKey))
                  .map(Setting::name)
                  .filter(name -> !ELSEWHERE.contains(name)))
          .containsExactlyInAnyOrderElementsOf(ABSENT.getOrDefault(release, Set.of()));
      for (String name : List.of("binlog_format", "binlog_row_image", "binlog_checksum")) {
        assertNumbers(root, name);
      }
    }
  }

  private static void assertJudged(Release release, String version, Map<String, String> variables) {
    DurabilityReading reading =
        new DurabilityReading(
            "orders",
            Readings.NOW,
            EngineKind.PLAIN,
            version,
            Set.of(Role.REPLICA, Role.SOURCE),
            new Fact.Known<>(variables, Readings.NOW),
            new Fact.Unknown<>("no RDS", Readings.NOW),
            new Fact.Unknown<>("no RDS", Readings.NOW),
            new Fact.Unknown<>("no RDS", Readings.NOW));
    Audit audit = new Auditor().audit(reading);
    assertThat(audit.findings())
        .as(release + " " + version)
        .noneMatch(finding -> finding.outcome() == Finding.Outcome.UNKNOWN);
    assertThat(audit.windows()).noneMatch(window -> window.rows() instanceof Loss.Unknown);
  }

  /** Sets each number that the server takes, and reads its name. */
  private static void assertNumbers(Session root, String name) throws SQLException {
    int taken = 0;
    for (int number = 0; number < 4; number++) {
      String set = "SET GLOBAL %s = %d".formatted(name, number);
      if (root.refusal(set) == 0) {
        taken++;
        String reads = root.value("SELECT @@GLOBAL." + name);
        assertThat(Meaning.same(name, String.valueOf(number), reads))
            .as("%s %d is %s", name, number, reads)
            .isTrue();
      }
    }
    assertThat(taken).isGreaterThan(1);
  }
}
