package io.replicamedic.rung.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.adapter.mysql.MysqlDatabases;
import io.replicamedic.adapter.mysql.Timeouts;
import io.replicamedic.lab.Await;
import io.replicamedic.lab.MysqlServer;
import io.replicamedic.lab.Session;
import io.replicamedic.outside.CallResult;
import io.replicamedic.outside.Credentials;
import io.replicamedic.outside.Database;
import io.replicamedic.outside.DatabaseUnreachable;
import io.replicamedic.outside.ProcedureCall;
import io.replicamedic.outside.Tls;
import io.replicamedic.replication.Endpoint;
import io.replicamedic.replication.ReplicationKind;
import io.replicamedic.workflow.Grasp;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Seizing a replica on a real server, with an account such as a managed service gives. */
class SeizerTest {
  private static final Duration DEADLINE = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final String PASSWORD = "admin-S3cret-of-the-test";

  private static MysqlServer server;
  private static Session root;
  private static MysqlDatabases databases;

  @BeforeAll
  static void start() throws SQLException {
    server = MysqlServer.start(Map.of());
    databases = new MysqlDatabases(reference -> PASSWORD, Timeouts.standard(), Clock.systemUTC());
    root = server.session();
    root.run(
        "CREATE DATABASE lab",
        "CREATE TABLE lab.acts (n INT PRIMARY KEY, done INT NOT NULL)",
        "INSERT INTO lab.acts VALUES (1, 0)",
        "CREATE USER rdsadmin@localhost ACCOUNT LOCK",
        "GRANT ALL ON *.* TO rdsadmin@localhost",
        "CREATE DEFINER = rdsadmin@localhost PROCEDURE mysql.rds_act() SQL SECURITY DEFINER"
            + " BEGIN UPDATE lab.acts SET done = done + 1 WHERE n = 1; END",
        "CREATE USER admin@'%' IDENTIFIED BY '" + PASSWORD + "'",
        "CREATE USER killer@'%' IDENTIFIED BY '" + PASSWORD + "'",
        "GRANT SELECT, EXECUTE, PROCESS, REPLICATION CLIENT ON *.* TO admin@'%', killer@'%'",
        "GRANT CONNECTION_ADMIN ON *.* TO killer@'%'");
  }

  @AfterAll
  static void stop() throws SQLException {
    root.close();
    server.close();
  }

  @BeforeEach
  void nothing_done() throws SQLException {
    root.run("UPDATE lab.acts SET done = 0");
  }

  @AfterEach
  void nobody_left() {
    Await.until(
        "all sessions of the account are gone",
        DEADLINE,
        () ->
            root.rows(
                    "SELECT 1 FROM information_schema.processlist"
                        + " WHERE user IN ('admin', 'killer')")
                .isEmpty());
  }

  @Test
  void a_free_lock_is_taken_and_nobody_is_asked() {
    try (ReplicaGrip grip = held(seize(SeizerTest::neverAsked))) {
      assertThat(holder()).isEqualTo(grip.connectionId());
    }
  }

  @Test
  void the_lock_dies_with_its_session() throws SQLException {
    ReplicaGrip first = held(seize(SeizerTest::neverAsked));
    root.run("KILL " + first.connectionId());
    awaitGone(first.connectionId());
    held(seize(SeizerTest::neverAsked)).close();
    awaitGone(holderOr(0));
    held(seize(SeizerTest::neverAsked)).close();
  }

  @Test
  void the_rightful_owner_ends_an_idle_session_that_holds_it() {
    ReplicaGrip first = held(seize(() -> true));
    try (ReplicaGrip second = held(seize(() -> true))) {
      assertThat(holder()).isEqualTo(second.connectionId());
      assertThat(second.alive(first.connectionId())).isFalse();
    }
  }

  @Test
  void a_late_riser_ends_nobody() {
    try (ReplicaGrip owner = held(seize(() -> true))) {
      assertThat(seize(() -> false)).isEqualTo(new Grasp.NotYours<ReplicaGrip>());
      assertThat(holder()).isEqualTo(owner.connectionId());
      assertThat(act(owner)).isInstanceOf(CallResult.Returned.class);
    }
  }

  @Test
  void a_session_that_wakes_up_after_a_takeover_cannot_act() throws SQLException {
    ReplicaGrip late = held(seize(() -> true));
    try (ReplicaGrip owner = held(seize(() -> true))) {
      assertThat(owner.connectionId()).isNotEqualTo(late.connectionId());
      assertThat(actOrBroken(late)).isNotInstanceOf(CallResult.Returned.class);
      assertThat(actOrBroken(late)).isNotInstanceOf(CallResult.Returned.class);
      assertThat(root.value("SELECT done FROM lab.acts")).isEqualTo("0");
    }
  }

  @Test
  void a_call_inside_a_procedure_is_waited_for_and_has_happened_once_the_lock_is_ours()
      throws SQLException {
    ReplicaGrip first = held(seize(() -> true));
    try (Session blocker = server.session()) {
      blocker.run("START TRANSACTION", "SELECT * FROM lab.acts FOR UPDATE");
      CallResult unanswered = first.session().call(ProcedureCall.of("rds_act"), SHORT);
      assertThat(unanswered).isInstanceOf(CallResult.StillRunning.class);
      for (int attempt = 0; attempt < 2; attempt++) {
        assertThat(seize(() -> true))
            .isInstanceOfSatisfying(
                Grasp.Busy.class,
                busy -> assertThat(busy.why()).contains("" + first.connectionId(), "1095"));
        assertThat(holder()).isEqualTo(first.connectionId());
      }
      blocker.run("ROLLBACK");
    }
    try (ReplicaGrip second = awaitHeld()) {
      assertThat(second.alive(first.connectionId())).isFalse();
      assertThat(root.value("SELECT done FROM lab.acts")).isEqualTo("1");
    }
  }

  @Test
  void an_account_with_connection_admin_ends_a_call_inside_a_procedure() throws SQLException {
    Database database = database("orders", server.port(), "killer");
    Seizer seizer = new Seizer(databases);
    ReplicaGrip first = held(seizer.seize(database, "", () -> true));
    try (Session blocker = server.session()) {
      blocker.run("START TRANSACTION", "SELECT * FROM lab.acts FOR UPDATE");
      CallResult unanswered = first.session().call(ProcedureCall.of("rds_act"), SHORT);
      assertThat(unanswered).isInstanceOf(CallResult.StillRunning.class);
      try (ReplicaGrip second = held(seizer.seize(database, "", () -> true))) {
        assertThat(second.alive(first.connectionId())).isFalse();
      }
      blocker.run("ROLLBACK");
    }
    assertThat(root.value("SELECT done FROM lab.acts")).isEqualTo("0");
  }

  @Test
  void each_database_has_a_lock_of_its_own() {
    try (ReplicaGrip one = held(seize(SeizerTest::neverAsked));
        ReplicaGrip other =
            held(
                new Seizer(databases)
                    .seize(
                        database("other", server.port(), "admin"), "", SeizerTest::neverAsked))) {
      assertThat(one.connectionId()).isNotEqualTo(other.connectionId());
    }
  }

  @Test
  void a_server_that_cannot_be_reached_is_said_to_be() {
    Grasp<ReplicaGrip> grasp =
        new Seizer(databases).seize(database("orders", 1, "admin"), "", SeizerTest::neverAsked);
    assertThat(grasp)
        .isInstanceOfSatisfying(
            Grasp.Unreachable.class, gone -> assertThat(gone.why()).contains("127.0.0.1:1"));
  }

  private static boolean neverAsked() {
    throw new AssertionError("asked, although nobody has to be ended");
  }

  private static Grasp<ReplicaGrip> seize(BooleanSupplier rightful) {
    return new Seizer(databases).seize(database("orders", server.port(), "admin"), "", rightful);
  }

  private static ReplicaGrip held(Grasp<ReplicaGrip> grasp) {
    if (grasp instanceof Grasp.Held<ReplicaGrip> held) {
      return held.grip();
    }
    throw new AssertionError("not held: " + grasp);
  }

  /** What an owner does whose predecessor's call goes on: it tries again. */
  private static ReplicaGrip awaitHeld() {
    ReplicaGrip[] found = new ReplicaGrip[1];
    Await.until(
        "the lock is free",
        DEADLINE,
        () -> {
          if (seize(() -> true) instanceof Grasp.Held<ReplicaGrip> held) {
            found[0] = held.grip();
          }
          return found[0] != null;
        });
    return found[0];
  }

  private static CallResult act(ReplicaGrip grip) {
    return grip.session().call(ProcedureCall.of("rds_act"), DEADLINE);
  }

  private static Object actOrBroken(ReplicaGrip grip) {
    try {
      return act(grip);
    } catch (DatabaseUnreachable broken) {
      return broken;
    }
  }

  private static long holder() {
    return holderOr(-1);
  }

  private static long holderOr(long none) {
    try {
      String id = root.value("SELECT IS_USED_LOCK('replica-medic:orders')");
      return id.equals("NULL") ? none : Long.parseLong(id);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void awaitGone(long connectionId) {
    Await.until(
        "session " + connectionId + " is gone",
        DEADLINE,
        () ->
            root.rows("SELECT 1 FROM information_schema.processlist WHERE id = " + connectionId)
                .isEmpty());
  }

  private static Database database(String id, int port, String user) {
    return new Database(
        id,
        "mysql",
        ReplicationKind.EXTERNAL_BINLOG,
        new Endpoint("127.0.0.1", port),
        new Credentials(user, "env:ADMIN"),
        Tls.REQUIRED,
        Optional.empty(),
        Optional.empty());
  }
}
