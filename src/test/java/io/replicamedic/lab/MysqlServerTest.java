package io.replicamedic.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A lab server can be stopped, killed, frozen and listened to. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MysqlServerTest {
  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private final MysqlServer server = MysqlServer.start(Map.of("server_id", "7"));

  @AfterAll
  void end() {
    server.close();
  }

  @Test
  void options_reach_the_server() throws Exception {
    try (Session root = server.session()) {
      assertThat(root.value("SELECT @@server_id")).isEqualTo("7");
      assertThat(root.value("SELECT @@gtid_mode")).isEqualTo("ON");
      assertThat(root.value("SELECT COUNT(*) FROM performance_schema.threads")).isNotEqualTo("0");
    }
  }

  @Test
  void a_killed_or_stopped_server_starts_again_on_its_port_with_its_data() throws Exception {
    int port = server.port();
    try (Session root = server.session()) {
      root.run("CREATE DATABASE kept");
    }
    server.kill9();
    assertThat(server.isRunning()).isFalse();
    server.startAgain();
    server.stop();
    server.startAgain();
    assertThat(server.port()).isEqualTo(port);
    try (Session root = server.session()) {
      assertThat(root.rows("SHOW DATABASES LIKE 'kept'")).hasSize(1);
    }
  }

  @Test
  void a_frozen_server_answers_only_after_the_thaw() throws Exception {
    try (Session root = server.session()) {
      server.freeze();
      CompletableFuture<Integer> answer =
          CompletableFuture.supplyAsync(() -> root.refusal("SELECT 1"));
      assertThat(Await.within(Duration.ofMillis(300), answer::isDone)).isFalse();
      server.thaw();
      Await.until("an answer", DEADLINE, answer::isDone);
      assertThat(answer.join()).isZero();
    }
  }

  @Test
  void the_general_log_has_every_statement_while_it_is_on() throws Exception {
    try (Session root = server.session()) {
      root.run("SELECT 'before'");
      server.generalLogOn();
      root.run("SELECT 'meanwhile'");
      server.generalLogOff();
      root.run("SELECT 'after'");
    }
    assertThat(server.generalLog())
        .anyMatch(line -> line.contains("'meanwhile'"))
        .noneMatch(line -> line.contains("'before'") || line.contains("'after'"));
  }
}
