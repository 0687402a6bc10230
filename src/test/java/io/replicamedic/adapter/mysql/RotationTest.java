package io.replicamedic.adapter.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.replicamedic.lab.MysqlServer;
import io.replicamedic.lab.Session;
import io.replicamedic.outside.DatabaseUnreachable;
import io.replicamedic.outside.ReplicaSession;
import io.replicamedic.outside.SecretMissing;
import io.replicamedic.outside.Secrets;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Passwords that change while the service runs, and secrets that are remembered for a while. */
class RotationTest {
  private static MysqlServer server;
  private static Registered registered;
  private long refusedBefore;

  @BeforeAll
  static void start() throws SQLException {
    server = MysqlServer.start(Map.of());
    registered = Registered.alone(server);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void begin() throws SQLException {
    rotate("0ld-pw");
    refusedBefore = aborted();
  }

  @Test
  void a_remembered_password_is_read_anew_when_it_is_refused() throws SQLException {
    rotate("n3w-pw");
    open(new Remembering("0ld-pw", "n3w-pw")).close();
    assertThat(refused()).isEqualTo(1);
  }

  @Test
  void a_session_lives_on_and_its_binlog_login_takes_the_new_one() throws SQLException {
    Remembering secrets = new Remembering("0ld-pw", "n3w-pw");
    try (ReplicaSession session = open(secrets)) {
      rotate("n3w-pw");
      String executed = session.facts().executed().toString();
      String first = executed.substring(0, executed.indexOf(':')) + ":1";
      assertThat(session.binlogTransaction(first)).isPresent();
    }
    assertThat(refused()).isEqualTo(1);
  }

  @Test
  void a_wrong_password_is_tried_once_when_there_is_no_other() throws SQLException {
    DatabaseUnreachable told =
        catchThrowableOfType(
            DatabaseUnreachable.class, () -> open(new Remembering("wr0ng-pw", "wr0ng-pw")));
    assertThat(told.errno()).isEqualTo(1045);
    assertThat(refused()).isEqualTo(1);
  }

  @Test
  void the_refusal_is_told_when_nothing_can_be_read_anew() throws SQLException {
    DatabaseUnreachable told =
        catchThrowableOfType(
            DatabaseUnreachable.class, () -> open(new Remembering("wr0ng-pw", "")));
    assertThat(told.errno()).isEqualTo(1045);
    assertThat(told).hasMessageNotContaining("wr0ng-pw");
    assertThat(refused()).isEqualTo(1);
  }

  private static ReplicaSession open(Secrets secrets) {
    return new MysqlDatabases(secrets, Timeouts.standard(), Clock.systemUTC())
        .openReplica(registered.database());
  }

  private static void rotate(String password) throws SQLException {
    try (Session root = server.session()) {
      root.run("ALTER USER admin@'%' IDENTIFIED BY '" + password + "'");
    }
  }

  private long refused() throws SQLException {
    return aborted() - refusedBefore;
  }

  /** Logins that the server refused. */
  private static long aborted() throws SQLException {
    try (Session root = server.session()) {
      return Long.parseLong(
          root.value(
              "SELECT VARIABLE_VALUE FROM performance_schema.global_status"
                  + " WHERE VARIABLE_NAME = 'Aborted_connects'"));
    }
  }

  /** What was read once, and what is read now; empty = nothing can be read now. */
  private record Remembering(String once, String now) implements Secrets {
    @Override
    public String resolve(String reference) {
      return once;
    }

    @Override
    public String resolveAnew(String reference) {
      if (now.isEmpty()) {
        throw new SecretMissing(reference, "AWS is away");
      }
      return now;
    }
  }
}
