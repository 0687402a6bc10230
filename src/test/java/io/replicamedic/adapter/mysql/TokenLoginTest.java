package io.replicamedic.adapter.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.replicamedic.lab.Certificates;
import io.replicamedic.lab.MysqlServer;
import io.replicamedic.lab.Session;
import io.replicamedic.lab.TokenGate;
import io.replicamedic.outside.AwsAccount;
import io.replicamedic.outside.CloudUnreadable;
import io.replicamedic.outside.Credentials;
import io.replicamedic.outside.Database;
import io.replicamedic.outside.DatabaseUnreachable;
import io.replicamedic.outside.LoginTokens;
import io.replicamedic.outside.ReplicaSession;
import io.replicamedic.outside.SecretMissing;
import io.replicamedic.outside.Tls;
import io.replicamedic.replication.Endpoint;
import io.replicamedic.replication.ReplicationKind;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Logins with RDS's IAM tokens, on a real server behind a gate that asks for them as RDS does. */
class TokenLoginTest {
  /** As long as real ones are. */
  private static final String TOKEN = "127.0.0.1:3306/?Action=connect&X-Amz=" + "t0ken".repeat(250);

  private static final AwsAccount ACCOUNT = AwsAccount.OWN.in("eu-west-1");

  private static MysqlServer server;
  private static Certificates certificates;
  private TokenGate gate;

  @BeforeAll
  static void start() throws SQLException {
    server = MysqlServer.start(Map.of());
    certificates = new Certificates(server.folder());
    certificates.sign("gate", "ip:127.0.0.1");
    try (Session root = server.session()) {
      root.run(
          "CREATE USER medic@'%' IDENTIFIED WITH caching_sha2_password BY ''",
          "GRANT ALL ON *.* TO medic@'%'");
    }
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void stand() throws IOException {
    gate = new TokenGate(server, certificates.context("gate"), TOKEN);
  }

  @AfterEach
  void leave() throws IOException {
    gate.close();
  }

  @Test
  void a_token_is_the_password_of_both_protocols() {
    LoginTokens signed =
        (account, endpoint, user) ->
            account.equals(ACCOUNT) && endpoint.port() == gate.port() && user.equals("medic")
                ? TOKEN
                : "another";
    try (ReplicaSession session = open(signed, verified(), Credentials.IAM)) {
      String executed = session.facts().executed().toString();
      String first = executed.substring(0, executed.indexOf(':')) + ":1";
      assertThat(session.binlogTransaction(first)).isPresent();
    }
    assertThat(gate.told()).containsExactly(TOKEN, TOKEN);
  }

  @Test
  void a_token_that_is_refused_is_access_denied_and_not_told() {
    DatabaseUnreachable refused =
        catchThrowableOfType(
            DatabaseUnreachable.class,
            () -> open((account, endpoint, user) -> "t0ken-wrong", verified(), Credentials.IAM));
    assertThat(refused.errno()).isEqualTo(1045);
    assertThat(refused).hasMessageNotContaining("t0ken");
    assertThat(gate.told()).containsExactly("t0ken-wrong");
  }

  @Test
  void no_token_is_made_for_whom_nobody_verifies() {
    LoginTokens none =
        (account, endpoint, user) -> {
          throw new AssertionError("asked for a token");
        };
    for (Tls tls : new Tls[] {Tls.REQUIRED, Tls.PREFERRED, Tls.DISABLED}) {
      assertThatThrownBy(() -> open(none, tls, Credentials.IAM))
          .isInstanceOf(DatabaseUnreachable.class)
          .hasMessageContaining("TLS: an IAM token is sent in clear inside it");
    }
  }

  @Test
  void a_token_goes_to_nobody_with_a_wrong_certificate() {
    Tls wrong =
        new Tls(Tls.Mode.VERIFY_IDENTITY, server.folder().resolve("data/ca.pem").toString());
    assertThatThrownBy(() -> open((account, endpoint, user) -> TOKEN, wrong, Credentials.IAM))
        .hasMessageContaining("not signed by any CA");
    assertThat(gate.told()).noneMatch(it -> it.contains("t0ken"));
  }

  @Test
  void a_stored_password_is_never_told_in_clear_whoever_asks_for_it() {
    assertThatThrownBy(() -> open(LoginTokens.NONE, verified(), "env:OTHER"))
        .isInstanceOf(DatabaseUnreachable.class)
        .hasMessageContaining("mysql_clear_password");
    assertThat(gate.told()).noneMatch(it -> it.contains("st0red"));
  }

  @Test
  void without_credentials_to_sign_with_there_is_a_reason_and_no_token() {
    LoginTokens none =
        (account, endpoint, user) -> {
          throw new CloudUnreadable("rds-db:connect", "", "no credentials", new Exception());
        };
    assertThatThrownBy(() -> open(none, verified(), Credentials.IAM))
        .isInstanceOf(SecretMissing.class)
        .hasMessageContaining("a token for medic", "no credentials");
  }

  private ReplicaSession open(LoginTokens tokens, Tls tls, String password) {
    Database database =
        new Database(
            "orders",
            "mysql",
            ReplicationKind.EXTERNAL_BINLOG,
            new Endpoint("127.0.0.1", gate.port()),
            new Credentials("medic", password),
            tls,
            Optional.empty(),
            ACCOUNT,
            Map.of());
    return new MysqlDatabases(reference -> "st0red", tokens, Timeouts.standard(), Clock.systemUTC())
        .openReplica(database);
  }

  private static Tls verified() {
    return new Tls(Tls.Mode.VERIFY_IDENTITY, certificates.ca().toString());
  }
}
