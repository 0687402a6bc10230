package io.replicamedic.adapter.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.replicamedic.lab.Await;
import io.replicamedic.lab.MysqlServer;
import io.replicamedic.lab.Session;
import io.replicamedic.outside.CallResult;
import io.replicamedic.outside.DatabaseUnreachable;
import io.replicamedic.outside.KillAnswer;
import io.replicamedic.outside.ProcedureCall;
import io.replicamedic.outside.ReplicaSession;
import io.replicamedic.outside.SecretMissing;
import io.replicamedic.outside.SourceSession;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Logins, locks, kills and calls on one real server. */
class SessionTest {
  private static final Duration WAIT = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final String LOCK = "replica-medic:orders";

  private static MysqlServer server;
  private static Registered registered;

  @BeforeAll
  static void start() throws SQLException {
    server = MysqlServer.start(Map.of());
    registered = Registered.alone(server);
    try (Session root = server.session()) {
      root.run(
          "CREATE USER rdsadmin@localhost ACCOUNT LOCK",
          "GRANT ALL ON *.* TO rdsadmin@localhost",
          procedure("rds_signal()", "SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'not now'"),
          procedure(
              "rds_rows()",
              "SELECT 1 AS a, 'x' AS b; SELECT SLEEP(0.01); SELECT 2 AS a UNION SELECT 3;"
                  + " SELECT NULL AS n"),
          procedure("rds_late()", "SELECT 1 AS a; SELECT 2 AS a; SIGNAL SQLSTATE '45000'"),
          procedure("rds_sleep(IN s INT)", "DO SLEEP(s)"),
          procedure(
              "rds_echo(IN passwd VARCHAR(99))",
              "SELECT passwd AS said; SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = passwd"),
          procedure(
              "rds_bad(IN passwd VARCHAR(99))",
              "SET @q = CONCAT('CHANGE ', passwd, 'x'); PREPARE p FROM @q"));
    }
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String procedure(String head, String body) {
    return "CREATE DEFINER = rdsadmin@localhost PROCEDURE mysql."
        + head
        + " SQL SECURITY DEFINER BEGIN "
        + body
        + "; END";
  }

  @Test
  void a_signal_is_a_failure_with_its_number_and_ends_the_session() {
    try (ReplicaSession session = registered.replica()) {
      CallResult result = session.call(ProcedureCall.of("rds_signal"), WAIT);
      assertThat(result).isEqualTo(new CallResult.Failed(1644, "45000", "not now"));
      assertThatThrownBy(session::facts)
          .isInstanceOf(DatabaseUnreachable.class)
          .hasMessageContaining("thrown away");
    }
  }

  @Test
  void all_rows_of_all_result_sets_are_returned_in_order() {
    try (ReplicaSession session = registered.replica()) {
      CallResult result = session.call(ProcedureCall.of("rds_rows"), WAIT);
      assertThat(((CallResult.Returned) result).rows())
          .containsExactly(
              Map.of("a", "1", "b", "x"),
              Map.of("SLEEP(0.01)", "0"),
              Map.of("a", "2"),
              Map.of("a", "3"),
              Map.of("n", "NULL"));
      assertThat(session.facts().gtidMode()).isEqualTo("ON");
    }
  }

  @Test
  void an_error_after_several_result_sets_is_a_failure() {
    try (ReplicaSession session = registered.replica()) {
      assertThat(session.call(ProcedureCall.of("rds_late"), WAIT))
          .isInstanceOfSatisfying(
              CallResult.Failed.class, failed -> assertThat(failed.errno()).isEqualTo(1644));
    }
  }

  @Test
  void a_missing_procedure_and_a_wrong_arity_are_failures_with_their_numbers() {
    try (ReplicaSession session = registered.replica()) {
      assertThat(session.call(ProcedureCall.of("rds_nowhere"), WAIT))
          .isInstanceOfSatisfying(
              CallResult.Failed.class, failed -> assertThat(failed.errno()).isEqualTo(1305));
    }
    try (ReplicaSession session = registered.replica()) {
      assertThat(session.call(ProcedureCall.of("rds_sleep"), WAIT))
          .isInstanceOfSatisfying(
              CallResult.Failed.class, failed -> assertThat(failed.errno()).isEqualTo(1318));
    }
  }

  @Test
  void a_call_that_outlives_our_patience_still_runs_until_its_session_is_gone() throws Exception {
    try (ReplicaSession session = registered.replica();
        ReplicaSession watcher = registered.replica()) {
      long id = session.connectionId();
      CallResult result = session.call(call("rds_sleep", false, 3), SHORT);
      assertThat(result)
          .isInstanceOfSatisfying(
              CallResult.StillRunning.class,
              running -> assertThat(running.connectionId()).isEqualTo(id));
      assertThat(watcher.alive(id)).isTrue();
      assertThatThrownBy(session::facts).isInstanceOf(DatabaseUnreachable.class);
      assertThat(watcher.kill(id)).isEqualTo(KillAnswer.REFUSED);
      Await.until("the call's session is gone", WAIT, () -> !watcher.alive(id));
      assertThat(watcher.kill(id)).isEqualTo(KillAnswer.GONE);
    }
  }

  @Test
  void a_lock_has_one_holder_and_passes_on_when_the_holder_is_killed() {
    try (ReplicaSession first = registered.replica();
        ReplicaSession second = registered.replica()) {
      assertThat(first.acquireLock(LOCK, SHORT)).isTrue();
      assertThat(second.acquireLock(LOCK, SHORT)).isFalse();
      assertThat(second.lockHolder(LOCK)).hasValue(first.connectionId());
      assertThat(second.kill(first.connectionId())).isEqualTo(KillAnswer.ACCEPTED);
      assertThat(second.acquireLock(LOCK, WAIT)).isTrue();
      assertThatThrownBy(first::facts).isInstanceOf(DatabaseUnreachable.class);
      assertThat(first.connectionId()).isPositive();
    }
  }

  @Test
  void a_lock_survives_the_death_of_its_holders_client_while_the_call_runs() {
    try (ReplicaSession first = registered.replica();
        ReplicaSession second = registered.replica()) {
      assertThat(first.acquireLock("other", SHORT)).isTrue();
      first.call(call("rds_sleep", false, 2), SHORT);
      assertThat(second.acquireLock("other", Duration.ZERO)).isFalse();
      assertThat(second.acquireLock("other", WAIT)).isTrue();
      assertThat(second.alive(first.connectionId())).isFalse();
    }
  }

  @Test
  void an_account_that_cannot_see_all_sessions_is_told_so() throws SQLException {
    try (Session root = server.session()) {
      root.run("CREATE USER blind@'%' IDENTIFIED BY 'b'");
    }
    try (ReplicaSession session = registered.as("blind", "b").replica()) {
      DatabaseUnreachable blind =
          catchThrowableOfType(DatabaseUnreachable.class, () -> session.alive(1));
      assertThat(blind.errno()).isEqualTo(1227);
    }
  }

  @Test
  void a_secret_that_the_server_echoes_is_taken_out() {
    String secret = "p'w\\d\"end";
    try (ReplicaSession session = registered.replica()) {
      CallResult result = session.call(call("rds_echo", true, secret), WAIT);
      assertThat(result.toString()).doesNotContain("p'w").contains("***");
    }
    try (ReplicaSession session = registered.replica()) {
      CallResult result = session.call(call("rds_bad", true, secret), WAIT);
      assertThat(((CallResult.Failed) result).errno()).isEqualTo(1064);
      assertThat(result.toString()).doesNotContain("p'w").doesNotContain("end");
    }
  }

  @Test
  void the_call_reaches_the_server_with_its_arguments_as_given() throws Exception {
    server.generalLogOn();
    try (ReplicaSession session = registered.replica()) {
      session.call(call("rds_echo", false, "O'Brien\\"), WAIT);
    } finally {
      server.generalLogOff();
    }
    assertThat(server.generalLog())
        .anyMatch(line -> line.contains("CALL mysql.`rds_echo`('O''Brien\\\\')"));
    assertThat(server.generalLog().toString()).doesNotContain(Registered.REPL_PASSWORD);
  }

  @Test
  void a_wrong_password_is_reported_with_number_and_role_and_without_the_password() {
    DatabaseUnreachable refused =
        catchThrowableOfType(
            DatabaseUnreachable.class,
            () -> registered.withSecret("env:REPL", "wr0ng-S3cret").source());
    assertThat(refused.errno()).isEqualTo(1045);
    assertThat(refused.role()).isEqualTo("source of orders");
    assertThat(stackTrace(refused)).doesNotContain("wr0ng-S3cret");
  }

  @Test
  void nobody_listening_is_a_network_failure() {
    DatabaseUnreachable refused =
        catchThrowableOfType(DatabaseUnreachable.class, () -> registered.at(1).replica());
    assertThat(refused.errno()).isZero();
    assertThat(refused.role()).isEqualTo("replica orders");
    assertThat(refused.getMessage()).contains("127.0.0.1:1");
  }

  @Test
  void a_missing_secret_is_an_error_of_its_own() {
    MysqlDatabases without =
        new MysqlDatabases(
            reference -> {
              throw new SecretMissing(reference, "gone");
            },
            Timeouts.standard(),
            Clock.systemUTC());
    assertThatThrownBy(() -> without.openReplica(registered.database()))
        .isInstanceOf(SecretMissing.class);
  }

  @Test
  void a_cold_account_without_tls_is_refused_as_the_receiver_would_be() throws SQLException {
    try (Session root = server.session()) {
      root.run("FLUSH PRIVILEGES");
    }
    DatabaseUnreachable refused =
        catchThrowableOfType(DatabaseUnreachable.class, () -> registered.plain().source());
    assertThat(refused.errno()).isEqualTo(2061);
    assertThat(refused.getMessage()).contains("caching_sha2_password");
  }

  @Test
  void a_database_that_need_not_have_tls_is_reached_by_it_when_the_server_offers_it()
      throws SQLException {
    try (Session root = server.session()) {
      root.run("FLUSH PRIVILEGES");
    }
    try (ReplicaSession session = registered.withoutTls().replica()) {
      String executed = session.facts().executed().toString();
      String last = executed.substring(0, executed.indexOf(':')) + ":1";
      assertThat(session.binlogTransaction(last)).isPresent();
    }
  }

  @Test
  void a_warm_account_without_tls_logs_in_and_shows_the_plugin_that_gives_it_away() {
    registered.source().close();
    try (SourceSession source = registered.plain().source()) {
      assertThat(source.authenticationPlugin()).isEqualTo("caching_sha2_password");
    }
  }

  @Test
  void a_server_that_stands_still_is_unreadable_in_time() {
    Registered impatient =
        registered.withTimeouts(
            new Timeouts(Duration.ofSeconds(2), Duration.ofMillis(500), Duration.ofSeconds(2)));
    try (ReplicaSession session = impatient.replica()) {
      server.freeze();
      try {
        DatabaseUnreachable silent = firstFailure(session);
        assertThat(silent.errno()).isZero();
        assertThat(silent.getMessage()).contains("no answer in time");
        assertThatThrownBy(session::facts).hasMessageContaining("thrown away");
      } finally {
        server.thaw();
      }
    }
  }

  @Test
  void a_call_on_a_session_that_gets_killed_is_in_doubt_or_failed_but_never_returned()
      throws Exception {
    try (ReplicaSession session = registered.replica();
        Session root = server.session()) {
      var call =
          CompletableFuture.supplyAsync(() -> session.call(call("rds_sleep", false, 30), WAIT));
      Await.until(
          "the call sleeps",
          WAIT,
          () ->
              root.value(
                      "SELECT STATE FROM information_schema.PROCESSLIST WHERE ID = "
                          + session.connectionId())
                  .equals("User sleep"));
      root.run("KILL " + session.connectionId());
      assertThat(call.get()).isNotInstanceOf(CallResult.Returned.class);
    }
  }

  private static ProcedureCall call(String name, boolean secret, Object argument) {
    return new ProcedureCall(name, List.of(new ProcedureCall.Argument(argument, secret)));
  }

  /** A stopped process may still answer what it was about to. */
  private static DatabaseUnreachable firstFailure(ReplicaSession session) {
    AtomicReference<DatabaseUnreachable> failure = new AtomicReference<>();
    Await.until(
        "a reading fails",
        WAIT,
        () -> {
          try {
            session.facts();
            return false;
          } catch (DatabaseUnreachable e) {
            failure.set(e);
            return true;
          }
        });
    return Objects.requireNonNull(failure.get());
  }

  private static String stackTrace(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text, true));
    return text.toString();
  }
}
