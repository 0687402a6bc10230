package io.replicamedic.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.adapter.mysql.MysqlDatabases;
import io.replicamedic.adapter.mysql.Timeouts;
import io.replicamedic.adapter.secrets.ReferencedSecrets;
import io.replicamedic.lab.Await;
import io.replicamedic.lab.MysqlServer;
import io.replicamedic.lab.Session;
import io.replicamedic.outside.Credentials;
import io.replicamedic.outside.Database;
import io.replicamedic.outside.Tls;
import io.replicamedic.replication.DiagnosisCode;
import io.replicamedic.replication.Endpoint;
import io.replicamedic.replication.ReplicationKind;
import io.replicamedic.replication.Tolerances;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A password that is rotated under a running poller, on a real server with a real file. */
class RotationWhilePollingTest {
  private static final Duration OFTEN = Duration.ofMillis(100);
  private static final Duration WAIT = Duration.ofSeconds(20);

  @TempDir private Path folder;
  private final Clock clock = Clock.systemUTC();

  @Test
  void polling_goes_on_over_a_rotation_and_after_a_lost_session_without_a_refused_login()
      throws Exception {
    Path secret = Files.writeString(folder.resolve("medic"), "0ld-pw\n");
    try (MysqlServer server = MysqlServer.start(Map.of());
        Session root = server.session()) {
      root.run(
          "CREATE USER medic@'%' IDENTIFIED BY '0ld-pw'",
          "GRANT REPLICATION CLIENT, PROCESS ON *.* TO medic@'%'",
          "GRANT SELECT ON performance_schema.* TO medic@'%'");
      Registry registry = new Registry(List.of(database(server.port(), secret)));
      MysqlDatabases databases =
          new MysqlDatabases(new ReferencedSecrets(), Timeouts.standard(), clock);
      Replicas replicas = replicas(registry, databases);
      try (Poller poller = new Poller(registry, databases, replicas, OFTEN, OFTEN, clock)) {
        poller.start();
        readAfter(clock.instant(), replicas);
        String session = session(root);
        String refused = refused(root);

        root.run("ALTER USER medic@'%' IDENTIFIED BY 'n3w-pw'");
        readAfter(clock.instant(), replicas);
        assertThat(session(root)).isEqualTo(session);

        Files.writeString(secret, "n3w-pw\n");
        root.run("KILL " + session);
        readAfter(clock.instant(), replicas);
        assertThat(session(root)).isNotEqualTo(session);
        assertThat(refused(root)).isEqualTo(refused);
      }
    }
  }

  private static void readAfter(Instant moment, Replicas replicas) {
    Await.until(
        "a reading",
        WAIT,
        () ->
            replicas.standings().getFirst().reading().stream()
                .anyMatch(
                    it ->
                        it.readAt().isAfter(moment)
                            && it.diagnosis().code() == DiagnosisCode.NOT_CONFIGURED));
  }

  private static String session(Session root) throws Exception {
    return root.value("SELECT ID FROM information_schema.PROCESSLIST WHERE USER = 'medic'");
  }

  private static String refused(Session root) throws Exception {
    return root.value(
        "SELECT VARIABLE_VALUE FROM performance_schema.global_status"
            + " WHERE VARIABLE_NAME = 'Aborted_connects'");
  }

  private Replicas replicas(Registry registry, MysqlDatabases databases) {
    return new Replicas(
        registry,
        databases,
        id -> List.of(),
        new Latches(new MemoryLatches(), clock),
        reading -> {},
        new RdsKnowledge(registry),
        clock,
        Duration.ofMinutes(1),
        Tolerances.standard());
  }

  private static Database database(int port, Path secret) {
    return new Database(
        "medic",
        "mysql",
        ReplicationKind.RDS_MANAGED,
        new Endpoint("127.0.0.1", port),
        new Credentials("medic", "file:" + secret),
        Tls.REQUIRED,
        Optional.empty(),
        Optional.empty());
  }
}
