package io.replicamedic.adapter.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replicamedic.lab.MysqlServer;
import io.replicamedic.lab.Session;
import io.replicamedic.workflow.Workflow;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The contract on a real MySQL server, whose own time zone is not UTC. */
@ExtendWith(OutputCaptureExtension.class)
class MysqlStoreTest extends StoreContract implements HistoryContract {
  private static final String PASSWORD = "store-S3cret-of-the-test";

  private static MysqlServer server;
  private static OpenStore store;

  @BeforeAll
  static void open() throws SQLException {
    server =
        MysqlServer.start(
            Map.of(
                "sync_binlog", "1",
                "innodb_flush_log_at_trx_commit", "1",
                "default_time_zone", "+05:30"));
    try (Session root = server.session()) {
      root.run(
          "CREATE DATABASE medic",
          "CREATE USER medic@'%' IDENTIFIED BY '" + PASSWORD + "'",
          "GRANT ALL ON medic.* TO medic@'%'");
    }
    store = openStore();
  }

  @AfterAll
  static void close() {
    store.close();
    server.close();
  }

  @Override
  public OpenStore store() {
    return store;
  }

  @Test
  void a_server_that_may_lose_commits_is_refused_with_the_remedy(CapturedOutput output)
      throws SQLException {
    try (Session root = server.session()) {
      root.run("SET GLOBAL innodb_flush_log_at_trx_commit = 2");
      try {
        assertThatThrownBy(MysqlStoreTest::openStore)
            .hasRootCauseInstanceOf(StoreRefused.class)
            .rootCause()
            .hasMessage(
                "the MySQL store may lose acknowledged commits:"
                    + " innodb_flush_log_at_trx_commit=2, sync_binlog=1");
      } finally {
        root.run("SET GLOBAL innodb_flush_log_at_trx_commit = 1");
      }
    }
    assertThat(output)
        .contains("APPLICATION FAILED TO START", "set both to 1 on that server")
        .doesNotContain(PASSWORD);
  }

  @Test
  void an_instance_that_starts_leaves_alone_what_others_may_be_executing() {
    Workflow workflow = Made.workflow();
    store.workflows().begin(workflow, Set.of(), List.of(Made.draft("accepted")), "");
    store
        .jdbc()
        .sql("UPDATE scheduled_tasks SET picked = TRUE WHERE task_instance LIKE ?")
        .param(workflow.id() + ":%")
        .update();
    try (OpenStore second = openStore()) {
      assertThat(second.workflows().find(workflow.id())).isPresent();
      assertThat(second.count("scheduled_tasks WHERE picked = TRUE")).isEqualTo(1);
    }
  }

  private static OpenStore openStore() {
    return OpenStore.open(
        "spring.datasource.url=jdbc:mysql://127.0.0.1:" + server.port() + "/medic?sslMode=REQUIRED",
        "spring.datasource.username=medic",
        "spring.datasource.password=" + PASSWORD);
  }
}
