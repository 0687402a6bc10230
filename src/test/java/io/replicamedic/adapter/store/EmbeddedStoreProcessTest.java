package io.replicamedic.adapter.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replicamedic.journal.Chain;
import io.replicamedic.workflow.Workflow;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The embedded store and the processes that have it: killed, started again, two at once. */
@ExtendWith(OutputCaptureExtension.class)
class EmbeddedStoreProcessTest {
  /** {@code -Dstore.kills=50} for more; bench/store-durability kills 50 times without Spring. */
  private static final int KILLS = Integer.getInteger("store.kills", 12);

  /** A start takes two seconds, on a machine that does a lot else ten: enough is enough then. */
  private static final Duration ENOUGH = Duration.ofSeconds(KILLS <= 12 ? 40 : 3600);

  @TempDir private Path folder;

  @Test
  void no_acknowledged_commit_is_lost_to_a_kill_9() throws Exception {
    long start = System.nanoTime();
    for (int kill = 0; kill < KILLS && System.nanoTime() - start < ENOUGH.toNanos(); kill++) {
      try (WriterProcess writer = new WriterProcess(folder)) {
        long told = writer.awaitAcknowledged(1 + kill % 4);
        long last = writer.kill9(told);
        assertThat(versionWithoutHalves()).as("kill %s", kill).isGreaterThanOrEqualTo(last);
      }
    }
    try (OpenStore store = OpenStore.embedded(folder)) {
      Workflow workflow = store.workflows().unended().workflows().getFirst();
      assertThat(Chain.firstBreak(store.journal().read(workflow.id(), 0, Integer.MAX_VALUE)))
          .isEmpty();
    }
  }

  @Test
  void a_second_process_is_told_who_has_the_store_and_what_to_do(CapturedOutput output)
      throws Exception {
    try (WriterProcess first = new WriterProcess(folder)) {
      first.awaitAcknowledged(1);
      assertThatThrownBy(() -> OpenStore.embedded(folder)).isInstanceOf(RuntimeException.class);
    }
    assertThat(output)
        .contains("another replica-medic uses this store: " + folder.resolve("store") + ".mv.db")
        .contains("replica-medic.store.path", "MySQL store")
        .doesNotContain("\tat ");
  }

  @Test
  void what_a_dead_process_was_executing_is_due_again_at_once() {
    Workflow workflow = Made.workflow();
    try (OpenStore store = OpenStore.embedded(folder)) {
      store.workflows().begin(workflow, Set.of(), List.of(Made.draft("accepted")), "");
      store
          .jdbc()
          .sql(
              "UPDATE scheduled_tasks SET picked = TRUE, picked_by = 'dead',"
                  + " last_heartbeat = CURRENT_TIMESTAMP")
          .update();
    }
    try (OpenStore store = OpenStore.embedded(folder)) {
      assertThat(store.tasks(workflow.id())).isEqualTo(1);
      assertThat(
              store.count(
                  "scheduled_tasks WHERE picked OR picked_by IS NOT NULL"
                      + " OR last_heartbeat IS NOT NULL"))
          .isZero();
    }
  }

  /** Every commit wrote one row of each kind: what has less is half a commit. */
  private long versionWithoutHalves() throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:h2:file:"
                    + folder.resolve("store")
                    + ";WRITE_DELAY=0;CASE_INSENSITIVE_IDENTIFIERS=TRUE",
                "sa",
                "");
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT version, (SELECT COUNT(*) FROM journal), (SELECT COUNT(*) FROM obligation),"
                    + " (SELECT COUNT(*) FROM scheduled_tasks) FROM workflow")) {
      assertThat(row.next()).isTrue();
      long version = row.getLong(1);
      assertThat(List.of(row.getLong(2), row.getLong(3) + 1, row.getLong(4))).containsOnly(version);
      return version;
    }
  }
}
