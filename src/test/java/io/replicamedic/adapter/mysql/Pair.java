package io.replicamedic.adapter.mysql;

import io.replicamedic.lab.Await;
import io.replicamedic.lab.MysqlServer;
import io.replicamedic.lab.Release;
import io.replicamedic.lab.Session;
import io.replicamedic.outside.DatabaseUnreachable;
import io.replicamedic.outside.ReplicaSession;
import io.replicamedic.outside.ServerFacts;
import io.replicamedic.outside.SourceSession;
import io.replicamedic.replication.Diagnosis;
import io.replicamedic.replication.DiagnosisCode;
import io.replicamedic.replication.Diagnostician;
import io.replicamedic.replication.Expected;
import io.replicamedic.replication.GtidSet;
import io.replicamedic.replication.Observation;
import io.replicamedic.replication.ReplicationStatus;
import io.replicamedic.replication.RestorePoint;
import io.replicamedic.replication.Seen;
import io.replicamedic.replication.SourceReading;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A source and a replica of one release, which replicate or do not; one diagnosis after the other
 * is produced with them. SQL is written in today's words and said in the server's own.
 */
final class Pair implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Release release;
  private final MysqlServer source;
  private final MysqlServer replica;
  private final Registered atSource;
  private final Registered atReplica;
  private final List<Diagnosis> told = new ArrayList<>();
  private ReplicaSession product;
  private Session sourceRoot;
  private Session replicaRoot;
  private long asked;

  private Pair(Release release, Map<String, String> more) throws SQLException {
    this.release = release;
    this.source = MysqlServer.start(release, options(Map.of("server_id", "1"), more));
    this.replica = MysqlServer.start(release, optionsOfReplica(release, more));
    this.atSource = Registered.alone(source);
    this.atReplica = Registered.alone(replica);
    this.sourceRoot = source.session();
    this.replicaRoot = replica.session();
    this.product = atReplica.replica();
    reset();
  }

  static Pair of(Release release) throws SQLException {
    return of(release, Map.of());
  }

  /** With these options besides, at both. */
  static Pair of(Release release, Map<String, String> more) throws SQLException {
    return new Pair(release, more);
  }

  /** Nobody pulls the plug here: what is written need not be on disk. */
  private static Map<String, String> options(Map<String, String> own, Map<String, String> more) {
    Map<String, String> options =
        new HashMap<>(Map.of("sync_binlog", "0", "innodb_flush_log_at_trx_commit", "2"));
    options.putAll(own);
    options.putAll(more);
    return options;
  }

  private static Map<String, String> optionsOfReplica(Release release, Map<String, String> more) {
    // Another zone than ours, to see times read right.
    Map<String, String> own =
        new HashMap<>(Map.of("server_id", "2", "default_time_zone", "+05:30"));
    if (release == Release.CURRENT) {
      own.put("replica_net_timeout", "4");
      own.put("replica_parallel_workers", "4");
      own.put("replica_preserve_commit_order", "ON");
    } else {
      own.put("slave_net_timeout", "4");
      own.put("slave_parallel_type", "LOGICAL_CLOCK");
      own.put("slave_parallel_workers", "4");
      own.put("slave_preserve_commit_order", "ON");
    }
    return options(own, more);
  }

  Release release() {
    return release;
  }

  /** The source as an operator would register it. */
  Registered atSource() {
    return atSource;
  }

  /** The same of the replica. */
  Registered atReplica() {
    return atReplica;
  }

  /** Nothing is replicated any more, both have the same tables and no history. */
  void reset() throws SQLException {
    told.clear();
    replica("STOP REPLICA", "RESET REPLICA ALL", "SET GLOBAL server_id = 2", "SET sql_log_bin = 1");
    for (Session each : List.of(sourceRoot, replicaRoot)) {
      each.run(
          "DROP DATABASE IF EXISTS t",
          "RESET BINARY LOGS AND GTIDS",
          "SET sql_log_bin = 0",
          "CREATE DATABASE t",
          "CREATE TABLE t.parent (id INT PRIMARY KEY)",
          "CREATE TABLE t.c (id INT PRIMARY KEY, note VARCHAR(20), parent INT, KEY (parent))",
          "INSERT INTO t.parent VALUES (1)",
          "INSERT INTO t.c VALUES (1, 'one', 1)",
          "SET sql_log_bin = 1");
    }
  }

  void source(String... statements) throws SQLException {
    run(sourceRoot, statements);
  }

  void replica(String... statements) throws SQLException {
    run(replicaRoot, statements);
  }

  /** Not in the replica's binary log, so that its GTID set does not show it. */
  void silentlyAtReplica(String... statements) throws SQLException {
    replica("SET sql_log_bin = 0");
    replica(statements);
    replica("SET sql_log_bin = 1");
  }

  Session anotherAtReplica() throws SQLException {
    return replica.session();
  }

  /** The default channel with auto position, as it works; {@code changes} are options of CHANGE. */
  void configure(Map<String, String> changes) throws SQLException {
    configure("", changes);
  }

  void configure(String channel, Map<String, String> changes) throws SQLException {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("SOURCE_HOST", "'127.0.0.1'");
    options.put("SOURCE_PORT", Integer.toString(source.port()));
    options.put("SOURCE_USER", "'repl'");
    options.put("SOURCE_PASSWORD", Registered.quoted(Registered.REPL_PASSWORD));
    options.put("SOURCE_CONNECT_RETRY", "1");
    options.put("SOURCE_RETRY_COUNT", "1000");
    options.put("SOURCE_AUTO_POSITION", "1");
    if (release != Release.MYSQL_5_7_22) {
      options.put("GET_SOURCE_PUBLIC_KEY", "1");
    }
    options.putAll(changes);
    replica(
        options.entrySet().stream()
            .map(option -> option.getKey() + " = " + option.getValue())
            .collect(
                Collectors.joining(
                    ", ", "CHANGE REPLICATION SOURCE TO ", " FOR CHANNEL '" + channel + "'")));
  }

  /** Configured and started; both threads run and nothing is behind. */
  void replicate() throws SQLException {
    configure(Map.of());
    replica("START REPLICA");
    awaited(DiagnosisCode.HEALTHY);
    // 5.7 reads Yes before it has asked for it.
    Await.until("the source's uuid", PATIENCE, () -> !status().sourceUuid().isEmpty());
  }

  /** The GTID that the source's last transaction has. */
  String lastGtid() throws SQLException {
    ServerFacts facts = sourceFacts();
    return facts.serverUuid() + ":" + facts.executed().count();
  }

  List<ReplicationStatus> statuses() {
    return product.statuses();
  }

  ReplicationStatus status() {
    return statuses().getFirst();
  }

  /** All that a reset would have to be undone by. */
  RestorePoint point() {
    return product.restorePoint("");
  }

  ServerFacts facts() {
    return product.facts();
  }

  ServerFacts recentFacts() {
    return product.recentFacts();
  }

  /** Statements that the replica was asked by clients, but for those that ask for this. */
  long questions() throws SQLException {
    Map<String, String> counted =
        replicaRoot.rows("SHOW GLOBAL STATUS LIKE 'Questions'").getFirst();
    return Long.parseLong(counted.getOrDefault("Value", "")) - ++asked;
  }

  ServerFacts sourceFacts() {
    try (SourceSession session = atSource.source()) {
      return session.facts();
    }
  }

  /** The source as the product reads it, now. */
  SourceReading sourceReading() {
    ServerFacts facts = sourceFacts();
    return new SourceReading(facts.serverUuid(), facts.executed(), facts.purged(), Instant.now());
  }

  /** What we say of the channel now. */
  Diagnosis diagnosis() {
    return diagnosed(Observation.of(new Seen.Channel(status())));
  }

  /** What we say of that; each is remembered, so that a case can be held to what it claims. */
  Diagnosis diagnosed(Observation observation) {
    Diagnosis diagnosis = Diagnostician.diagnose(observation);
    told.add(diagnosis);
    return diagnosis;
  }

  /** All that was said since the last reset. */
  List<Diagnosis> told() {
    return List.copyOf(told);
  }

  /** That there is nothing to judge yet. */
  static Diagnosis none() {
    return Diagnostician.withoutChannel(Expected.NOTHING);
  }

  /** The first diagnosis with that code. */
  Diagnosis awaited(DiagnosisCode code) {
    return awaited(code, this::diagnosis);
  }

  @FunctionalInterface
  interface Look {
    Diagnosis now() throws Exception;
  }

  Diagnosis awaited(DiagnosisCode code, Look look) {
    Diagnosis[] last = new Diagnosis[1];
    Await.until(
        () -> code + " on " + release + ", but " + last[0],
        PATIENCE,
        () -> {
          last[0] = look.now();
          return last[0].code() == code;
        });
    return last[0];
  }

  /** The diagnosis once the threads read so. */
  Diagnosis awaitedThreads(String threads) {
    Await.until(
        () -> threads + ", but " + status(), PATIENCE, () -> status().threads().equals(threads));
    return diagnosis();
  }

  void awaitExecuted(GtidSet wanted) {
    Await.until(
        () -> wanted + " at the replica, but " + status(),
        PATIENCE,
        () -> wanted.subtract(status().executed()).isEmpty());
  }

  void awaitReceived(GtidSet wanted) {
    Await.until(
        () -> wanted + " received, but " + status(),
        PATIENCE,
        () -> wanted.subtract(status().retrieved()).isEmpty());
  }

  /** All that could be sent to a replica that lacks something is purged. */
  void purgeSource() throws SQLException {
    source("FLUSH BINARY LOGS");
    String last = sourceRoot.rows("SHOW BINARY LOGS").getLast().values().iterator().next();
    // A file that the session of a replica that has left still reads is kept, without an error.
    Await.until(
        "the source's binlog is purged",
        PATIENCE,
        () -> {
          source("PURGE BINARY LOGS TO '" + last + "'");
          return sourceRoot.rows("SHOW BINARY LOGS").size() == 1;
        });
  }

  /** The receiver is thrown out and not let in again (until {@link #letIn}). */
  void lockOut() throws SQLException {
    source("SET sql_log_bin = 0", "ALTER USER repl@'%' ACCOUNT LOCK", "SET sql_log_bin = 1");
    for (Map<String, String> dump :
        sourceRoot.rows(
            "SELECT ID FROM information_schema.PROCESSLIST WHERE COMMAND LIKE 'Binlog Dump%'")) {
      source("KILL " + dump.get("ID"));
    }
  }

  void letIn() throws SQLException {
    source("SET sql_log_bin = 0", "ALTER USER repl@'%' ACCOUNT UNLOCK", "SET sql_log_bin = 1");
  }

  /** The source stands still with all its connections open. */
  void freezeSource() {
    source.freeze();
  }

  void thawSource() {
    source.thaw();
  }

  /** The bytes of the last event that was received are others. */
  void damageRelayLog() throws IOException {
    ReplicationStatus status = status();
    Path log = replica.folder().resolve("data").resolve(status.detail().relayLogFile());
    try (FileChannel file = FileChannel.open(log, StandardOpenOption.WRITE)) {
      // Its header has the length in bytes 9 to 12.
      file.write(ByteBuffer.wrap(new byte[] {1, 0, 0, 0}), status.detail().relayLogPos() + 9);
    }
  }

  /** Nobody answers at the replica's address (until {@link #reviveReplica}). */
  void killReplica() {
    product.close();
    replica.kill9();
  }

  void reviveReplica() {
    try {
      replicaRoot.close();
      replica.startAgain();
      replicaRoot = replica.session();
      product = atReplica.replica();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A look over a session of its own, as the poller has it. */
  Seen lookAnew() {
    try (ReplicaSession session = atReplica.replica()) {
      List<ReplicationStatus> all = session.statuses();
      return all.isEmpty()
          ? new Seen.NoChannel(Instant.now(), Expected.NOTHING)
          : new Seen.Channel(all.getFirst());
    } catch (DatabaseUnreachable e) {
      return new Seen.Unreadable(e.errno(), String.valueOf(e.getMessage()), Instant.now());
    }
  }

  /** The source's address is another server's from now on. */
  void replaceSource() throws SQLException, IOException {
    sourceRoot.close();
    source.kill9();
    Files.delete(source.folder().resolve("data/auto.cnf"));
    source.startAgain();
    sourceRoot = source.session();
  }

  private void run(Session session, String... statements) throws SQLException {
    for (String statement : statements) {
      session.run(statement);
    }
  }

  @Override
  public void close() {
    try (MysqlServer one = source;
        MysqlServer other = replica) {
      product.close();
    }
  }
}
