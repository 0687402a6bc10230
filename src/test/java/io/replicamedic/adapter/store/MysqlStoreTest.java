package io.replicamedic.adapter.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replicamedic.journal.JournalEntry;
import io.replicamedic.lab.MysqlServer;
import io.replicamedic.lab.Session;
import io.replicamedic.workflow.Workflow;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.transaction.TransactionException;

/** The contract on a real MySQL server, whose own time zone is not UTC. */
@ExtendWith(OutputCaptureExtension.class)
class MysqlStoreTest extends StoreContract
    implements HistoryContract, AuditContract, SuppressionContract {
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

  @Test
  void what_stands_still_in_a_transaction_is_undone_and_its_locks_are_free() throws Exception {
    Transactions transactions = store.context().getBean(Transactions.class);
    JdbcJournal journal = store.context().getBean(JdbcJournal.class);
    journal.append("stood-still", List.of(Made.draft("before")));
    CountDownLatch stands = new CountDownLatch(1);
    CountDownLatch wakes = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Boolean> sleeper =
          threads.submit(
              () ->
                  transactions.run(
                      status -> {
                        journal.link("stood-still", List.of(Made.draft("half done")));
                        stands.countDown();
                        awaken(wakes);
                        journal.link("stood-still", List.of(Made.draft("late")));
                        return true;
                      }));
      stands.await();
      journal.append("stood-still", List.of(Made.draft("by whoever took over")));
      wakes.countDown();
      assertThatThrownBy(sleeper::get).hasCauseInstanceOf(TransactionException.class);
    }
    assertThat(journal.read("stood-still", 0, 10))
        .extracting(JournalEntry::summary)
        .containsExactly("before", "by whoever took over");
  }

  @Test
  void a_session_may_be_silent_again_once_its_transaction_is_over() {
    Transactions transactions = store.context().getBean(Transactions.class);
    long inside = transactions.run(status -> silence());
    assertThat(inside).isEqualTo(Transactions.SILENCE.toSeconds());
    // One thread is handed the session that it gave back last.
    assertThat(silence()).isEqualTo(Duration.ofHours(8).toSeconds());
  }

  private static long silence() {
    return store.jdbc().sql("SELECT @@SESSION.wait_timeout").query(Long.class).single();
  }

  private static void awaken(CountDownLatch wakes) {
    try {
      wakes.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static OpenStore openStore() {
    return OpenStore.open(
        "spring.datasource.url=jdbc:mysql://127.0.0.1:" + server.port() + "/medic?sslMode=REQUIRED",
        "spring.datasource.username=medic",
        "spring.datasource.password=" + PASSWORD);
  }
}
