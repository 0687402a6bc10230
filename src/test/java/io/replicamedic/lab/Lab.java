package io.replicamedic.lab;

import java.io.IOException;
import java.sql.CallableStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A source and a replica that replicates from it, an application that writes, and the network
 * between them, with a cloud if wanted; opened by tests and by the demo. {@link #trouble()} brings
 * it into the incidents' states. Everything is gone after {@link #close()}.
 */
public final class Lab implements AutoCloseable {
  static final Duration DEADLINE = Duration.ofSeconds(30);

  private final LabSettings settings;
  private final Account admin = Account.named("admin");
  private final Account repl = Account.named("repl");
  private final Account app = Account.named("app");
  private final Parts parts;
  private final MysqlServer source;
  private final MysqlServer replica;
  private final Gateway gateway;
  private final Writer writer;
  private final Replica reader;
  private final Trouble trouble;
  private final @Nullable Neighbour neighbour;
  private final @Nullable Landscape landscape;
  private final @Nullable Firewall firewall;

  private Lab(LabSettings settings, Parts parts) throws SQLException, IOException {
    this.settings = settings;
    this.parts = parts;
    this.landscape = landscape(settings, parts);
    var starting = CompletableFuture.supplyAsync(() -> Servers.source(settings, repl, app));
    var besides = settings.channels().beside().map(_ -> Neighbour.source(repl, settings));
    besides.ifPresent(parts::add);
    try {
      this.replica = Servers.replica(settings, admin);
      parts.add(replica);
    } finally {
      starting.handle((server, failure) -> server != null && parts.add(server)).join();
    }
    this.source = starting.join();
    this.firewall = landscape == null ? null : firewall(settings, landscape, replica);
    if (firewall != null) {
      parts.add(firewall);
    }
    this.gateway = Gateway.to(source.port(), firewall == null ? Wall.NONE : firewall);
    parts.add(gateway);
    this.reader = new Replica(replica, settings.channels());
    this.neighbour = besides.isPresent() ? neighbour(besides.get()) : null;
    if (neighbour != null) {
      parts.add(neighbour);
    }
    startReplication();
    this.writer = Writer.start(() -> source.connect(app.user(), app.password()));
    parts.add(writer);
    this.trouble = new Trouble(this, reader);
  }

  /** A lab that replicates, with the writer writing. Takes some three seconds. */
  public static Lab open(LabSettings settings) {
    Parts parts = new Parts();
    try {
      return new Lab(settings, parts);
    } catch (SQLException | IOException | RuntimeException | AssertionError e) {
      parts.close();
      throw new IllegalStateException("the lab does not open: " + e.getMessage(), e);
    }
  }

  public LabSettings settings() {
    return settings;
  }

  public MysqlServer source() {
    return source;
  }

  public MysqlServer replica() {
    return replica;
  }

  public Gateway gateway() {
    return gateway;
  }

  public Writer writer() {
    return writer;
  }

  /** The cloud that keeps the replica's egress rules. */
  public Cloud cloud() {
    return present(landscape).cloud();
  }

  /** The cloud, when it is the scripted one. */
  public AwsEndpoint endpoint() {
    if (cloud() instanceof AwsEndpoint endpoint) {
      return endpoint;
    }
    throw new IllegalStateException("this lab's cloud is " + settings.cloud());
  }

  /** Stops what the replica may not send by its security groups and its subnet's ACL. */
  public Firewall firewall() {
    return present(firewall);
  }

  /** The database's security groups. */
  public List<String> groups() {
    return present(landscape).groups();
  }

  /** The security groups that the database's network interface has now. */
  public List<String> groupsNow() {
    return cloud().groupsOf(present(landscape).networkInterface());
  }

  /** The egress rules of the database's groups as they were when the lab opened. */
  public List<Cloud.Rule> egressBefore() {
    return present(landscape).egressBefore();
  }

  /** The egress rules of the database's groups now. */
  public List<Cloud.Rule> egress() {
    return cloud().egressRules(groups());
  }

  /** The network ACL of the database's subnets. */
  public String acl() {
    return present(landscape).acl();
  }

  /** The egress entries of the database's ACL as they were when the lab opened. */
  public List<Cloud.Entry> aclEntriesBefore() {
    return present(landscape).aclBefore();
  }

  /** The egress entries of the database's ACL now. */
  public List<Cloud.Entry> aclEntries() {
    return cloud().aclEntries(acl());
  }

  /** The source beside, and its channel. */
  public Neighbour neighbour() {
    return present(neighbour);
  }

  /** Brings the lab into the states of the incidents. */
  public Trouble trouble() {
    return trouble;
  }

  /** The customer's account on the replica; it may call the procedures and has no SUPER. */
  public Account admin() {
    return admin;
  }

  /** The replication account on the source. */
  public Account repl() {
    return repl;
  }

  /** The application's account on the source. */
  public Account app() {
    return app;
  }

  /** Every password that must never be seen outside: in a log, an answer, a process list. */
  public List<String> secrets() {
    return List.of(admin.password(), repl.password(), app.password());
  }

  public Session adminSession() throws SQLException {
    return new Session(replica.connect(admin.user(), admin.password()), replica.release());
  }

  public Session appSession() throws SQLException {
    return new Session(source.connect(app.user(), app.password()), source.release());
  }

  /** SHOW REPLICA STATUS of the own channel; empty when none is configured. */
  public Map<String, String> replicaStatus() throws SQLException {
    return reader.status();
  }

  /** One column of {@link #replicaStatus()}; empty when no channel is configured. */
  public String replicaStatus(String column) throws SQLException {
    return replicaStatus().getOrDefault(column, "");
  }

  /**
   * Worker rows with an error: number, message and the transaction that failed. Those behind the
   * one that failed may have one too: 3030, stopped to preserve the commit order.
   */
  public List<Map<String, String>> failedWorkers() throws SQLException {
    return reader.failedWorkers();
  }

  public String replicaGtidExecuted() throws SQLException {
    return gtidExecuted(replica);
  }

  public String sourceGtidExecuted() throws SQLException {
    return gtidExecuted(source);
  }

  /** Returns once both threads read exactly this: {@code Yes}, {@code Connecting} or {@code No}. */
  public void awaitThreads(String receiver, String applier) {
    reader.awaitThreads(receiver, applier);
  }

  /** Returns once the replica has executed these transactions. */
  public void awaitExecuted(String gtids) {
    Await.until(
        "the replica has executed " + gtids,
        DEADLINE,
        () -> contains(replicaGtidExecuted(), gtids));
  }

  /** Whether both sides hold the same rows, once the replica has caught up. */
  public boolean sameData() throws SQLException {
    return differences(DEADLINE).isEmpty();
  }

  /**
   * What differs between the two sides once the replica has caught up, one line each: tables by
   * their checksum and number of rows, or the transactions that it has not executed by the
   * deadline. The writer is paused meanwhile.
   */
  public List<String> differences(Duration catchUp) throws SQLException {
    writer.pause();
    try (Session here = source.session();
        Session there = replica.session()) {
      String written = gtidExecuted(source);
      if (!Await.within(catchUp, () -> contains(replicaGtidExecuted(), written))) {
        return List.of("not executed: " + subtract(written, replicaGtidExecuted()));
      }
      if (!settings.hasGtids()) {
        // Nothing names what is missing: wait until nothing differs any more.
        Await.within(
            catchUp, () -> TableDigests.of(here).differencesTo(TableDigests.of(there)).isEmpty());
      }
      return TableDigests.of(here).differencesTo(TableDigests.of(there));
    } finally {
      writer.resume();
    }
  }

  /** The source forgets whose password it has seen, as after a restart. */
  public void coolPasswordCache() throws SQLException {
    try (Session root = source.session()) {
      root.run("FLUSH NO_WRITE_TO_BINLOG PRIVILEGES");
    }
  }

  /**
   * Ends the writer, the network, both servers and the cloud, and removes their data.
   *
   * @throws AssertionError when the firewall could not decide at some time
   */
  @Override
  public void close() {
    parts.close();
  }

  private static @Nullable Landscape landscape(LabSettings settings, Parts parts) {
    if (settings.cloud() == CloudKind.NONE) {
      return null;
    }
    Cloud cloud = settings.cloud().start();
    parts.add(cloud);
    return Landscape.in(cloud, settings.terrain());
  }

  private static Firewall firewall(LabSettings settings, Landscape land, MysqlServer replica) {
    return new Firewall(
        land.cloud().uri(), land.networkInterface(), replica::pid, settings.uncovered());
  }

  private static <T> T present(@Nullable T part) {
    if (part == null) {
      throw new IllegalStateException("this lab has no such part");
    }
    return part;
  }

  boolean contains(String gtids, String part) throws SQLException {
    return subtract(part, gtids).isEmpty();
  }

  void awaitRetrieved(String gtid) {
    reader.awaitStatus(
        "retrieved " + gtid,
        s -> {
          try {
            return contains(s.getOrDefault("Retrieved_Gtid_Set", ""), gtid);
          } catch (SQLException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  String resetBinaryLogs() {
    return source.version().startsWith("8.0.") ? "RESET MASTER" : "RESET BINARY LOGS AND GTIDS";
  }

  private String subtract(String whole, String taken) throws SQLException {
    try (Session root = replica.session()) {
      return root.value("SELECT GTID_SUBTRACT('" + whole + "', '" + taken + "')");
    }
  }

  private static String gtidExecuted(MysqlServer server) throws SQLException {
    try (Session root = server.session()) {
      return root.value("SELECT @@GLOBAL.gtid_executed");
    }
  }

  /** Sets it up as the customer once did: through the procedures, by the old address. */
  private void startReplication() throws SQLException {
    boolean tls = settings.transport() == Transport.TLS;
    if (!tls) {
      source.connect(repl.user(), repl.password()).close(); // warms the password cache
    }
    String channel = settings.channels().own();
    if (settings.start() == Start.FILE_AND_POSITION) {
      configureFromStart(channel, tls ? 1 : 0);
    } else if (channel.isEmpty() || settings.personality().namesChannels()) {
      configure(channel, tls ? 1 : 0);
    } else {
      configureAsRoot(channel, tls ? 1 : 0);
    }
    reader.awaitThreads("Yes", "Yes");
    awaitExecuted(sourceGtidExecuted());
  }

  private void configure(String channel, int tls) throws SQLException {
    try (Session session = adminSession();
        CallableStatement configure =
            session.connection().prepareCall(settings.personality().configureCall(channel))) {
      configure.setString(1, gateway.oldAddress().host());
      configure.setInt(2, gateway.oldAddress().port());
      configure.setString(3, repl.user());
      configure.setString(4, repl.password());
      configure.setInt(5, tls);
      configure.execute();
      session.run(startCall(channel));
    }
  }

  private static String startCall(String channel) {
    return channel.isEmpty()
        ? "CALL mysql.rds_start_replication"
        : "CALL mysql.rds_start_replication_for_channel('" + channel + "')";
  }

  /** A channel from before the service had procedures that could name it, or made by a restore. */
  private void configureAsRoot(String channel, int tls) throws SQLException {
    try (Session root = replica.session()) {
      root.run(
          "CALL mysql.rds_lab_configure('%s', %d, '%s', '%s', %d, 'SOURCE_AUTO_POSITION = 1', '%s')"
              .formatted(
                  gateway.oldAddress().host(),
                  gateway.oldAddress().port(),
                  repl.user(),
                  repl.password(),
                  tls,
                  channel),
          "CALL mysql.rds_lab_start('" + channel + "')");
    }
  }

  private Neighbour neighbour(MysqlServer itsSource) throws IOException, SQLException {
    return Neighbour.beside(
        settings, itsSource, replica, repl, firewall == null ? Wall.NONE : firewall);
  }

  private void configureFromStart(String channel, int tls) throws SQLException {
    try (Session there = source.session();
        Session session = adminSession();
        CallableStatement configure =
            session.connection().prepareCall(settings.personality().configureFromStart(channel))) {
      configure.setString(1, gateway.oldAddress().host());
      configure.setInt(2, gateway.oldAddress().port());
      configure.setString(3, repl.user());
      configure.setString(4, repl.password());
      configure.setString(
          5, there.rows("SHOW BINARY LOGS").getFirst().getOrDefault("Log_name", ""));
      configure.setInt(6, tls);
      configure.execute();
      session.run(startCall(channel));
    }
  }
}
