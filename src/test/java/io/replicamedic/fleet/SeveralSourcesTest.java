package io.replicamedic.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.adapter.mysql.MysqlDatabases;
import io.replicamedic.adapter.mysql.Timeouts;
import io.replicamedic.lab.Await;
import io.replicamedic.lab.MysqlServer;
import io.replicamedic.lab.Session;
import io.replicamedic.outside.AwsAccount;
import io.replicamedic.outside.Credentials;
import io.replicamedic.outside.Database;
import io.replicamedic.outside.RegisteredSource;
import io.replicamedic.outside.Secrets;
import io.replicamedic.outside.Tls;
import io.replicamedic.replication.DiagnosisCode;
import io.replicamedic.replication.Endpoint;
import io.replicamedic.replication.ReplicationKind;
import io.replicamedic.replication.SourceComparison;
import io.replicamedic.replication.Tolerances;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** A real replica of two real sources, each polled for what only it can tell. */
class SeveralSourcesTest {
  private static final Duration OFTEN = Duration.ofMillis(200);
  private static final Duration WAIT = Duration.ofSeconds(30);
  private static final String SOMEWHERE = "Last act on a named channel, not on record which";

  private final Clock clock = Clock.systemUTC();

  @Test
  void only_what_no_source_has_is_errant_and_an_act_on_an_unnamed_channel_is_told_of_both()
      throws Exception {
    try (MysqlServer orders = source("2", "orders");
        MysqlServer stock = source("3", "stock");
        MysqlServer server = MysqlServer.start(Map.of("server_id", "1"));
        Session replica = server.session()) {
      replica.run(
          "SET sql_log_bin = 0",
          "CREATE USER medic@'%' IDENTIFIED BY 'pw'",
          "GRANT REPLICATION CLIENT, PROCESS, SELECT ON *.* TO medic@'%'",
          "CREATE TABLE mysql.rds_history (action_timestamp TIMESTAMP, called_by_user VARCHAR(99),"
              + " action VARCHAR(40))",
          "SET sql_log_bin = 1");
      replicate(replica, "orders", orders);
      replicate(replica, "stock", stock);
      Registry registry = new Registry(List.of(database(server, orders, stock)));
      Secrets secrets = _ -> "pw";
      MysqlDatabases databases = new MysqlDatabases(secrets, Timeouts.standard(), clock);
      Replicas replicas = replicas(registry, databases);
      try (Poller poller = new Poller(registry, databases, replicas, OFTEN, OFTEN, clock)) {
        poller.start();
        awaitBoth(
            replicas, it -> it.compared().flatMap(SourceComparison::replicaReadAt).isPresent());
        for (ChannelState channel : channels(replicas)) {
          assertThat(channel.status().executed().toString()).contains(uuid(orders), uuid(stock));
          assertThat(channel.diagnosis().code()).isEqualTo(DiagnosisCode.HEALTHY);
          assertThat(channel.compared().orElseThrow().source().serverUuid())
              .isEqualTo(uuid(channel.status().channel().equals("orders") ? orders : stock));
        }

        replica.run(
            "INSERT INTO orders.item VALUES (2)",
            "SET sql_log_bin = 0",
            "INSERT INTO mysql.rds_history VALUES (NOW(), 'eve@10.0.0.9', 'Starting: stop"
                + " channel')",
            "STOP REPLICA SQL_THREAD FOR CHANNEL 'stock'");

        awaitBoth(replicas, it -> it.diagnosis().says(DiagnosisCode.ERRANT_TRANSACTIONS));
        awaitBoth(replicas, it -> it.diagnosis().evidence().containsKey(SOMEWHERE));
        for (ChannelState channel : channels(replicas)) {
          assertThat(channel.compared().orElseThrow().errant().toString())
              .isEqualTo(uuid(server) + ":1");
          assertThat(channel.diagnosis().evidence().get(SOMEWHERE)).contains("STOP", "eve");
          assertThat(channel.diagnosis().evidence().get("Nor on the other channels' sources"))
              .contains(uuid(channel.status().channel().equals("orders") ? stock : orders));
        }
      }
    }
  }

  private static MysqlServer source(String id, String schema) throws SQLException {
    MysqlServer server = MysqlServer.start(Map.of("server_id", id));
    try (Session root = server.session()) {
      root.run(
          "SET sql_log_bin = 0",
          "CREATE USER medic@'%' IDENTIFIED BY 'pw'",
          "GRANT REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO medic@'%'",
          "SET sql_log_bin = 1",
          "CREATE DATABASE " + schema,
          "CREATE TABLE " + schema + ".item (id INT PRIMARY KEY)",
          "INSERT INTO " + schema + ".item VALUES (1)");
    }
    return server;
  }

  private static void replicate(Session replica, String channel, MysqlServer source)
      throws SQLException {
    replica.run(
        ("CHANGE REPLICATION SOURCE TO SOURCE_HOST = '127.0.0.1', SOURCE_PORT = %d,"
                + " SOURCE_USER = 'medic', SOURCE_PASSWORD = 'pw', SOURCE_SSL = 1,"
                + " SOURCE_AUTO_POSITION = 1 FOR CHANNEL '%s'")
            .formatted(source.port(), channel),
        "START REPLICA FOR CHANNEL '" + channel + "'");
  }

  private static void awaitBoth(Replicas replicas, Predicate<ChannelState> wanted) {
    Await.until(
        () -> "both channels, but " + channels(replicas),
        WAIT,
        () -> channels(replicas).stream().filter(wanted).count() == 2);
  }

  private static List<ChannelState> channels(Replicas replicas) {
    return replicas.standings().getFirst().reading().stream()
        .flatMap(it -> it.channels().stream())
        .toList();
  }

  private static String uuid(MysqlServer server) throws SQLException {
    try (Session root = server.session()) {
      return root.value("SELECT @@server_uuid");
    }
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

  private static Database database(MysqlServer server, MysqlServer orders, MysqlServer stock) {
    return new Database(
        "medic",
        "mysql",
        ReplicationKind.EXTERNAL_BINLOG,
        new Endpoint("127.0.0.1", server.port()),
        new Credentials("medic", "env:PW"),
        Tls.REQUIRED,
        Optional.empty(),
        AwsAccount.OWN,
        Map.of("orders", registered(orders), "stock", registered(stock)));
  }

  private static RegisteredSource registered(MysqlServer source) {
    Endpoint at = new Endpoint("127.0.0.1", source.port());
    return new RegisteredSource(at, at, new Credentials("medic", "env:PW"), true, false, Set.of());
  }
}
