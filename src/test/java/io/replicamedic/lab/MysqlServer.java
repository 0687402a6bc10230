package io.replicamedic.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One real mysqld on 127.0.0.1, gone with its data when closed; used by {@link Lab} and by tests
 * that need a single server.
 */
public final class MysqlServer implements AutoCloseable {
  private static final Duration START_DEADLINE = Duration.ofSeconds(60);
  private static final String PLAIN = "sslMode=DISABLED&allowPublicKeyRetrieval=true";
  private static final int PORT_ATTEMPTS = 3;
  private static final Set<MysqlServer> OPEN = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> OPEN.forEach(MysqlServer::close)));
  }

  private final Release release;
  private final Installation installation;
  private final Path folder;
  private final String rootPassword;
  private final Map<String, String> options = new LinkedHashMap<>();
  private int port;
  private ServerProcess process;

  private MysqlServer(Release release, Map<String, String> options, Path parent)
      throws IOException {
    this.release = release;
    this.installation = Installation.of(release);
    this.folder = Installation.newFolder(parent, "rm-lab-");
    this.rootPassword = Passwords.random();
    OPEN.add(this);
    this.options.putAll(release.options().running());
    this.options.putAll(options);
    installation.copySeed(data());
    Files.writeString(
        folder.resolve("first.sql"),
        """
        SET sql_log_bin = 0;
        ALTER USER root@localhost ACCOUNT LOCK;
        CREATE USER root@127.0.0.1 IDENTIFIED BY '%s';
        GRANT ALL ON *.* TO root@127.0.0.1 WITH GRANT OPTION;
        """
            .formatted(rootPassword));
    this.process = launch(List.of("--init-file=" + folder.resolve("first.sql")));
    Files.delete(folder.resolve("first.sql"));
  }

  private MysqlServer(MysqlServer original, Path copy) throws IOException {
    this.release = original.release;
    this.installation = original.installation;
    this.folder = copy;
    this.rootPassword = original.rootPassword;
    OPEN.add(this);
    this.options.putAll(original.options);
    this.process = launch(List.of());
  }

  /**
   * A fresh server that answers; {@code options} go before the lab's own (mysqld's names with
   * underscores, without dashes in front).
   */
  public static MysqlServer start(Map<String, String> options) {
    return start(Release.CURRENT, options);
  }

  /** The same, of another release; the options have the names that it knows. */
  public static MysqlServer start(Release release, Map<String, String> options) {
    return start(release, options, Path.of(System.getProperty("java.io.tmpdir")));
  }

  /** A fresh server of today whose folder is in that one, say on a {@link Disk}. */
  public static MysqlServer startIn(Path parent, Map<String, String> options) {
    return start(Release.CURRENT, options, parent);
  }

  private static MysqlServer start(Release release, Map<String, String> options, Path parent) {
    try {
      return new MysqlServer(release, options, parent);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Another server on a copy of this one's folder: its data, accounts and options, a port of its
   * own. The copy is gone when it is closed.
   */
  public MysqlServer onCopy(Path copy) {
    try {
      return new MysqlServer(this, copy);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return port;
  }

  public long pid() {
    return process.pid();
  }

  public boolean isRunning() {
    return process.isAlive();
  }

  /** For instance 9.7.4. */
  public String version() {
    return installation.version();
  }

  /** The server's private folder: data directory, error log, general log. */
  public Path folder() {
    return folder;
  }

  /** The lab's own root, who has every privilege; the product never gets it. */
  public Connection root() throws SQLException {
    return open("root", rootPassword, PLAIN);
  }

  Release release() {
    return release;
  }

  /** The same as {@link #root()}, for plain SQL. */
  public Session session() throws SQLException {
    return new Session(root(), release);
  }

  public Connection connect(String user, String password) throws SQLException {
    return open(user, password, release.speaksTls() ? "sslMode=REQUIRED" : PLAIN);
  }

  /** Ends it as an operator would, by force after half a minute. */
  public void stop() {
    process.terminate();
  }

  /** kill -9: nothing is flushed, nobody is told. */
  public void kill9() {
    process.kill();
  }

  /** Starts a stopped or killed server again: same data, same port. */
  public void startAgain() {
    try {
      process = launch(List.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The server stands still with all its connections open (SIGSTOP); none of its threads runs. */
  public void freeze() {
    process.signal("STOP");
    Await.until("all of the server stands still", Duration.ofSeconds(10), this::standsStill);
  }

  // The signal reaches each thread when it runs next: until then one may still answer.
  private boolean standsStill() throws IOException {
    try (DirectoryStream<Path> threads =
        Files.newDirectoryStream(Path.of("/proc", Long.toString(pid()), "task"))) {
      for (Path thread : threads) {
        String stat = Files.readString(thread.resolve("stat"));
        if (stat.charAt(stat.lastIndexOf(')') + 2) != 'T') {
          return false;
        }
      }
    }
    return true;
  }

  public void thaw() {
    process.signal("CONT");
  }

  /** From now on every statement is on record, until {@link #generalLogOff()}. */
  public void generalLogOn() throws SQLException {
    try (Session root = session()) {
      root.run("SET GLOBAL general_log = ON");
    }
  }

  public void generalLogOff() throws SQLException {
    try (Session root = session()) {
      root.run("SET GLOBAL general_log = OFF");
    }
  }

  /** Every statement recorded so far, one a line, with time, session id and command. */
  public List<String> generalLog() throws IOException {
    Path log = folder.resolve("general.log");
    return Files.exists(log) ? Files.readAllLines(log) : List.of();
  }

  public String errorLog() throws IOException {
    return Files.readString(folder.resolve("error.log"));
  }

  /** Ends the server at once, waits for it, then removes its data. */
  @Override
  public void close() {
    if (OPEN.remove(this)) {
      process.kill();
      Command.run(List.of("rm", "-rf", folder.toString()));
    }
  }

  private Path data() {
    return folder.resolve("data");
  }

  private Connection open(String user, String password, String options) throws SQLException {
    Properties login = new Properties();
    login.setProperty("user", user);
    login.setProperty("password", password);
    return DriverManager.getConnection(
        "jdbc:mysql://127.0.0.1:" + port + "/?connectTimeout=5000&" + options, login);
  }

  /** A port is free only until someone else takes it: another one is tried then. */
  private ServerProcess launch(List<String> more) throws IOException {
    for (int attempt = 1; ; attempt++) {
      if (port == 0) {
        port = Ports.free();
      }
      ServerProcess started = ServerProcess.start(folder, commandLine(more));
      if (answers(started)) {
        return started;
      }
      started.kill();
      String lastWords = ServerProcess.lastWords(folder.resolve("error.log"));
      if (attempt == PORT_ATTEMPTS || !lastWords.contains("port")) {
        close();
        throw new IllegalStateException("mysqld did not start:\n" + lastWords);
      }
      port = 0;
    }
  }

  private boolean answers(ServerProcess started) {
    Await.within(START_DEADLINE, () -> !started.isAlive() || isAnswering());
    return started.isAlive() && isAnswering();
  }

  private boolean isAnswering() {
    try (Connection root = open("root", rootPassword, PLAIN + "&socketTimeout=5000")) {
      return root.isValid(5);
    } catch (SQLException e) {
      return false;
    }
  }

  private List<String> commandLine(List<String> more) {
    List<String> command = new ArrayList<>(List.of(installation.mysqld(), "--no-defaults"));
    command.addAll(release.options().shape());
    options.forEach((name, value) -> command.add("--" + name.replace('_', '-') + "=" + value));
    command.add("--datadir=" + data());
    command.add("--port=" + port);
    command.add("--log-error=" + folder.resolve("error.log"));
    command.add("--general-log-file=" + folder.resolve("general.log"));
    command.add("--pid-file=" + folder.resolve("pid"));
    command.addAll(more);
    return command;
  }
}
