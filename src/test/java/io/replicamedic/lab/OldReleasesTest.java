package io.replicamedic.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Old servers are as real as the current one. */
class OldReleasesTest {
  @ParameterizedTest
  @CsvSource({"MYSQL_5_7_22, 5.7.22", "MYSQL_8_0_15, 8.0.15"})
  void an_old_server_runs_with_gtids_and_speaks_of_slaves_only(Release release, String version)
      throws Exception {
    try (MysqlServer server = MysqlServer.start(release, Map.of("server_id", "7"));
        Session root = new Session(server.root(), Release.CURRENT)) { // words as they are
      assertThat(server.version()).isEqualTo(version);
      assertThat(root.value("SELECT @@version")).startsWith(version);
      assertThat(root.value("SELECT @@gtid_mode")).isEqualTo("ON");
      assertThat(root.rows("SHOW SLAVE STATUS")).isEmpty();
      assertThat(root.refusal("SHOW REPLICA STATUS")).isEqualTo(1064);
    }
  }
}
