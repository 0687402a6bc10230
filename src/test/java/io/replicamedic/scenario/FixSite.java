package io.replicamedic.scenario;

import io.replicamedic.lab.AwsEndpoint;
import io.replicamedic.lab.MysqlServer;
import io.replicamedic.lab.ServerVariables;
import io.replicamedic.lab.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.util.FileSystemUtils;

/**
 * A real server that is an RDS instance as far as the lab's RDS knows, with unsafe settings, and
 * how it is registered: {@code orders} with RDS, {@code billing} with RDS and the same parameter
 * group, {@code lone} as a server that nobody manages. All three are one mysqld.
 */
final class FixSite implements AutoCloseable {
  static final String FLUSH = "innodb_flush_log_at_trx_commit";
  static final String SYNC = "sync_binlog";
  static final String GROUP = "orders-params";

  private final Path folder;
  private final MysqlServer server;
  private final AwsEndpoint endpoint = AwsEndpoint.start();
  private final String password = UUID.randomUUID().toString();
  private final ServiceSettings settings;

  FixSite() throws IOException, SQLException {
    folder = Files.createTempDirectory("rm-fix-");
    server =
        MysqlServer.start(
            Map.of(
                "bind_address",
                "127.0.0.1,127.0.0.2,127.0.0.3",
                FLUSH,
                "2",
                SYNC,
                "100",
                "log_bin",
                "binlog",
                "gtid_mode",
                "ON",
                "enforce_gtid_consistency",
                "ON",
                "server_id",
                "7"));
    try (Session root = server.session()) {
      root.run(
          "CREATE USER medic@'%' IDENTIFIED BY '" + password + "'",
          "GRANT SELECT, PROCESS, REPLICATION CLIENT, CONNECTION_ADMIN ON *.* TO medic@'%'",
          "CREATE USER tuner@'%' IDENTIFIED BY '" + password + "'",
          "GRANT SELECT, PROCESS, REPLICATION CLIENT, CONNECTION_ADMIN,"
              + " SYSTEM_VARIABLES_ADMIN ON *.* TO tuner@'%'");
    }
    List<String> vpcGroups = List.of(endpoint.group("databases"));
    for (String instance : List.of("orders-1", "billing-1")) {
      endpoint.instance(instance, vpcGroups);
      endpoint.runs(instance, ServerVariables.of(server));
    }
    settings = new ServiceSettings(folder.resolve("service"));
    Path secret = settings.secret("medic.password", password);
    database(0, "orders", "127.0.0.1", "medic", secret).set(aws(0), "orders-1");
    database(1, "billing", "localhost", "medic", secret).set(aws(1), "billing-1");
    database(2, "lone", "127.0.0.2", "medic", secret);
    database(3, "tuned", "127.0.0.3", "tuner", secret);
    settings
        .set("replica-medic.aws.endpoint", endpoint.uri().toString())
        .set("replica-medic.aws.region", "us-east-1")
        .set("replica-medic.aws.timeout", "7s")
        .set("replica-medic.polling.interval", "0s")
        .set("replica-medic.durability.fix.applies", "20s")
        .set("replica-medic.durability.fix.disagree", "1500ms");
    asBefore();
  }

  private static String aws(int number) {
    return "replica-medic.databases[" + number + "].aws.instance";
  }

  private ServiceSettings database(int number, String id, String host, String user, Path secret) {
    String db = "replica-medic.databases[" + number + "].";
    return settings
        .set(db + "id", id)
        .set(db + "host", host)
        .set(db + "port", Integer.toString(server.port()))
        .set(db + "user", user)
        .set(db + "password", "file:" + secret);
  }

  /** Unsafe again, in the server and in the group; nobody else uses that. */
  void asBefore() throws SQLException {
    endpoint.appliesAfter(Duration.ofMillis(300));
    endpoint.appliesAgain("orders-1");
    endpoint.usesParameterGroup("orders-1", GROUP);
    endpoint.usesParameterGroup("billing-1", "billing-params");
    endpoint.applyStatus("orders-1", "in-sync");
    says(FLUSH, "2");
    says(SYNC, "100");
    byHand(FLUSH, "2");
    byHand(SYNC, "100");
    try (Session root = server.session()) {
      root.run("RESET PERSIST");
    }
  }

  /** What the group says from now on; the server is left as it is. */
  void says(String parameter, String value) {
    endpoint.groupSays(GROUP, parameter, value);
  }

  /** Somebody sets it on the server. */
  void byHand(String variable, String value) throws SQLException {
    try (Session root = server.session()) {
      root.run("SET GLOBAL " + variable + " = " + value);
    }
  }

  String inForce(String variable) throws SQLException {
    try (Session root = server.session()) {
      return root.value("SELECT @@GLOBAL." + variable);
    }
  }

  /** How many changes of groups were performed so far. */
  long modifies() {
    return endpoint.calls().stream()
        .filter(call -> call.action().equals("ModifyDBParameterGroup"))
        .filter(call -> call.answer().endsWith("OK"))
        .count();
  }

  AwsEndpoint endpoint() {
    return endpoint;
  }

  MysqlServer server() {
    return server;
  }

  ServiceSettings settings() {
    return settings;
  }

  @Override
  public void close() {
    server.close();
    endpoint.close();
    FileSystemUtils.deleteRecursively(folder.toFile());
  }
}
