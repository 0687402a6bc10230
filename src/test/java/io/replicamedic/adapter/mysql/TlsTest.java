package io.replicamedic.adapter.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.replicamedic.lab.Certificates;
import io.replicamedic.lab.MysqlServer;
import io.replicamedic.lab.Session;
import io.replicamedic.outside.DatabaseUnreachable;
import io.replicamedic.outside.ReplicaSession;
import io.replicamedic.outside.SourceSession;
import io.replicamedic.outside.Tls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Certificates, right and wrong ones, on one real server that changes them. */
class TlsTest {
  private static final int SSL_CONNECTION_ERROR = 2026;

  private static MysqlServer server;
  private static Registered registered;
  private static Certificates certificates;
  private static Path own;

  @BeforeAll
  static void start() throws SQLException {
    server = MysqlServer.start(Map.of());
    registered = Registered.alone(server);
    own = server.folder().resolve("data/ca.pem");
    certificates = new Certificates(server.folder());
    certificates.sign("server", "dns:localhost");
    certificates.sign("expired", "dns:localhost", "-startdate", "-9d", "-validity", "8");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void show() throws SQLException {
    certificates.show("server", server);
  }

  @Test
  void the_right_certificate_is_trusted_by_both_protocols() {
    Registered identity = with(Tls.Mode.VERIFY_IDENTITY, certificates.ca());
    try (ReplicaSession session = identity.replica();
        SourceSession source = identity.source()) {
      assertThat(source.facts().serverUuid()).isEqualTo(session.facts().serverUuid());
      assertThat(session.binlogTransaction(firstGtid(session))).isPresent();
    }
  }

  @Test
  void a_certificate_for_another_host_fails_the_identity_and_not_the_ca() {
    Registered byAddress = with(Tls.Mode.VERIFY_IDENTITY, certificates.ca()).at("127.0.0.1");
    assertThat(refusal(byAddress).getMessage())
        .contains("TLS", "not made out to 127.0.0.1")
        .contains("replica orders at 127.0.0.1");
    with(Tls.Mode.VERIFY_CA, certificates.ca()).at("127.0.0.1").replica().close();
  }

  @Test
  void a_certificate_of_another_ca_is_refused() {
    assertThat(refusal(with(Tls.Mode.VERIFY_CA, own)).getMessage())
        .contains("TLS", "not signed by any CA in the CA file " + own);
  }

  @Test
  void without_a_ca_file_only_those_count_that_java_trusts() {
    Registered javas = registered.with(new Tls(Tls.Mode.VERIFY_IDENTITY, "")).at("localhost");
    assertThat(refusal(javas).getMessage()).contains("that Java trusts");
  }

  @Test
  void an_expired_certificate_is_refused_and_told_as_that() throws SQLException {
    // A running server takes none that has expired; one that starts with it only warns.
    try (MysqlServer late = MysqlServer.start(certificates.options("expired"))) {
      Registered required = Registered.alone(late).at("localhost");
      required.replica().close();
      assertThat(
              refusal(required.with(new Tls(Tls.Mode.VERIFY_CA, certificates.ca().toString())))
                  .getMessage())
          .contains("TLS", "has expired");
    }
  }

  @Test
  void a_server_without_tls_gets_no_login_where_tls_is_asked_for() throws Exception {
    Certificates.takeAway(server);
    for (Tls.Mode mode : new Tls.Mode[] {Tls.Mode.REQUIRED, Tls.Mode.VERIFY_IDENTITY}) {
      assertThat(refusal(with(mode, certificates.ca())).getMessage())
          .contains("TLS: the server does not offer it");
    }
  }

  @Test
  void nobody_logs_in_in_clear_instead() throws Exception {
    server.generalLogOn();
    try {
      refusal(with(Tls.Mode.VERIFY_CA, own));
      Certificates.takeAway(server);
      refusal(with(Tls.Mode.REQUIRED, certificates.ca()));
    } finally {
      server.generalLogOff();
    }
    assertThat(server.generalLog())
        .anyMatch(line -> line.contains("root@127.0.0.1"))
        .noneMatch(line -> line.contains("admin@"));
  }

  @Test
  void the_binlog_protocol_asks_for_the_same_certificate() throws SQLException {
    try (ReplicaSession session = with(Tls.Mode.VERIFY_IDENTITY, certificates.ca()).replica()) {
      showItsOwn();
      DatabaseUnreachable refused =
          catchThrowableOfType(
              DatabaseUnreachable.class, () -> session.binlogTransaction(firstGtid(session)));
      assertThat(refused.errno()).isEqualTo(SSL_CONNECTION_ERROR);
      assertThat(refused.getMessage()).contains("its binlog: TLS", "not signed by any CA");
    }
  }

  @Test
  void a_ca_file_is_read_again_when_it_has_changed() throws IOException {
    Path bundle = server.folder().resolve("bundle.pem");
    Registered changing = with(Tls.Mode.VERIFY_IDENTITY, bundle);
    assertThat(refusal(changing).getMessage()).contains("cannot be read: NoSuchFile");

    Files.writeString(bundle, "no certificate\n");
    assertThat(refusal(changing).getMessage()).contains("bundle.pem cannot be used");

    Files.copy(own, bundle, StandardCopyOption.REPLACE_EXISTING);
    assertThat(refusal(changing).getMessage()).contains("not signed by any CA");

    // As RDS's global bundle: several CAs, words between them.
    Files.writeString(
        bundle, Files.readString(own) + "\nour own\n" + Files.readString(certificates.ca()));
    changing.replica().close();
  }

  @Test
  void a_server_that_makes_its_own_certificates_can_be_verified_by_its_ca() throws SQLException {
    showItsOwn();
    with(Tls.Mode.VERIFY_CA, own).replica().close();
    assertThat(refusal(with(Tls.Mode.VERIFY_IDENTITY, own)).getMessage())
        .contains("not made out to localhost");
  }

  private static void showItsOwn() throws SQLException {
    try (Session root = server.session()) {
      root.run(
          "SET GLOBAL ssl_ca = 'ca.pem'",
          "SET GLOBAL ssl_cert = 'server-cert.pem'",
          "SET GLOBAL ssl_key = 'server-key.pem'",
          "ALTER INSTANCE RELOAD TLS");
    }
  }

  private static DatabaseUnreachable refusal(Registered registered) {
    DatabaseUnreachable replica = refusal(registered, Registered::replica);
    DatabaseUnreachable source = refusal(registered, Registered::source);
    assertThat(source.role()).isEqualTo("source of orders");
    assertThat(source.errno()).isEqualTo(SSL_CONNECTION_ERROR);
    assertThat(replica.errno()).isEqualTo(SSL_CONNECTION_ERROR);
    return replica;
  }

  private static DatabaseUnreachable refusal(Registered registered, Function<Registered, ?> open) {
    return catchThrowableOfType(DatabaseUnreachable.class, () -> open.apply(registered));
  }

  private static String firstGtid(ReplicaSession session) {
    String executed = session.facts().executed().toString();
    return executed.substring(0, executed.indexOf(':')) + ":1";
  }

  private static Registered with(Tls.Mode mode, Path ca) {
    return registered.with(new Tls(mode, ca.toString())).at("localhost");
  }
}
