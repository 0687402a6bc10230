import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.FileOutputStream;
import java.io.FileDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * How durable and how fast an embedded store is under one engine commit: a row moved on with a
 * version check, two journal rows and one obligation, in one transaction. Started by
 * bench/store-durability; plain JDBC, so that the products are compared and not our code.
 */
final class StoreDurability {
  /** A way to keep the store; a commit is acknowledged when {@code after} has run as well. */
  enum Store {
    H2_DEFAULTS("jdbc:h2:file:%s;DB_CLOSE_ON_EXIT=FALSE", ""),
    H2("jdbc:h2:file:%s;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE", ""),
    H2_SYNC("jdbc:h2:file:%s;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE", "CHECKPOINT SYNC"),
    HSQLDB("jdbc:hsqldb:file:%s;hsqldb.write_delay_millis=0;hsqldb.tx=mvcc", "");

    final String url;
    final String after;

    Store(String url, String after) {
      this.url = url;
      this.after = after;
    }

    /** Tries again while the store says that the process just killed still has it. */
    Connection reopen(Path folder) throws SQLException {
      long end = System.nanoTime() + 60_000_000_000L;
      while (true) {
        try {
          return open(folder);
        } catch (SQLException e) {
          if (System.nanoTime() > end) {
            throw e;
          }
          LockSupport.parkNanos(20_000_000);
        }
      }
    }

    Connection open(Path folder) throws SQLException {
      return DriverManager.getConnection(url.formatted(folder.resolve("store")), "sa", "");
    }

    String table() {
      return this == HSQLDB ? "CREATE CACHED TABLE " : "CREATE TABLE ";
    }

    String text() {
      return this == HSQLDB ? "LONGVARCHAR" : "LONGTEXT";
    }
  }

  private static final String DETAIL =
      "{\"statement\":\"CALL mysql.rds_stop_replication()\",\"rows\":\"" + "x".repeat(700) + "\"}";

  public static void main(String[] arguments) throws Exception {
    switch (arguments[0]) {
      case "kill" -> kill(Store.valueOf(arguments[1]), Integer.parseInt(arguments[2]));
      case "speed" -> speed(Store.valueOf(arguments[1]), Integer.parseInt(arguments[2]));
      case "write" -> write(Store.valueOf(arguments[1]), Path.of(arguments[2]));
      default -> throw new IllegalArgumentException("kill, speed or write: " + arguments[0]);
    }
  }

  /** Kills a writer again and again, on one store, and counts what it had acknowledged in vain. */
  private static void kill(Store store, int runs) throws Exception {
    Path folder = Files.createTempDirectory("store-durability-");
    Random random = new Random(7);
    long acknowledged = 0;
    long lost = 0;
    int runsThatLost = 0;
    double longestOpen = 0;
    for (int run = 0; run < runs; run++) {
      long before = last(store, folder);
      long told = writeAndDie(store, folder, before, 3 + random.nextInt(15));
      long killed = System.nanoTime();
      long kept = last(store, folder);
      longestOpen = Math.max(longestOpen, (System.nanoTime() - killed) / 1e9);
      acknowledged += told - before;
      if (kept < told) {
        lost += told - kept;
        runsThatLost++;
      }
    }
    delete(folder);
    System.out.printf(
        Locale.ROOT,
        "%-12s kill -9 %d times: %d acknowledged, %d lost, in %d runs; read again after at most %.1f s%n",
        store,
        runs,
        acknowledged,
        lost,
        runsThatLost,
        longestOpen);
  }

  /** The last number that the writer acknowledged before it was killed, right after a commit. */
  private static long writeAndDie(Store store, Path folder, long before, int commits)
      throws IOException, InterruptedException {
    Process writer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                StoreDurability.class.getName(),
                "write",
                store.name(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    long told = before;
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(writer.getInputStream()))) {
      int seen = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        told = Long.parseLong(line);
        if (++seen == commits) {
          // By its handle: Process.destroyForcibly would close the pipe, with numbers still in it.
          writer.toHandle().destroyForcibly();
        }
      }
    } finally {
      writer.destroyForcibly().waitFor();
    }
    return told;
  }

  /** Commits and prints each number once its commit has returned, until it is killed. */
  private static void write(Store store, Path folder) throws SQLException {
    try (Connection connection = store.open(folder)) {
      Commits commits = new Commits(connection, store);
      PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true);
      while (true) {
        long number = commits.next();
        out.print(number + "\n");
        out.flush();
      }
    }
  }

  private static void speed(Store store, int count) throws Exception {
    Path folder = Files.createTempDirectory("store-durability-");
    try (Connection connection = store.open(folder)) {
      Commits commits = new Commits(connection, store);
      for (int i = 0; i < count / 4; i++) {
        commits.next();
      }
      long[] nanos = new long[count];
      long[] syncs = new long[count];
      long start = System.nanoTime();
      for (int i = 0; i < count; i++) {
        long began = System.nanoTime();
        commits.next();
        nanos[i] = System.nanoTime() - began;
        syncs[i] = commits.lastSync;
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      Arrays.sort(nanos);
      Arrays.sort(syncs);
      System.out.printf(
          Locale.ROOT,
          "%-12s %d commits: %.0f a second, median %.2f ms (of it CHECKPOINT SYNC %.2f), 99%% %.2f ms%n",
          store,
          count + count / 4,
          count / seconds,
          nanos[count / 2] / 1e6,
          syncs[count / 2] / 1e6,
          nanos[count * 99 / 100] / 1e6);
    }
    delete(folder);
  }

  private static long last(Store store, Path folder) throws SQLException {
    try (Connection connection = store.reopen(folder);
        Statement statement = connection.createStatement()) {
      Commits.create(statement, store);
      try (ResultSet row =
          statement.executeQuery(
              "SELECT w.version, (SELECT COUNT(*) FROM journal), (SELECT COUNT(*) FROM obligation)"
                  + " FROM workflow w")) {
        row.next();
        long version = row.getLong(1);
        if (row.getLong(2) != 2 * version || row.getLong(3) != version) {
          throw new IllegalStateException("half a commit at version " + version);
        }
        return version;
      } finally {
        if (store == Store.HSQLDB) {
          statement.execute("SHUTDOWN");
        }
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var all = Files.walk(folder)) {
      for (Path path : all.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(path);
      }
    }
  }

  /** One writer's commits, numbered by the version of the one workflow. */
  private static final class Commits {
    private final Connection connection;
    private final PreparedStatement workflow;
    private final PreparedStatement journal;
    private final PreparedStatement obligation;
    private final List<PreparedStatement> after = new ArrayList<>();
    private long version;
    private long lastSync;

    Commits(Connection connection, Store store) throws SQLException {
      this.connection = connection;
      try (Statement statement = connection.createStatement()) {
        create(statement, store);
        try (ResultSet row = statement.executeQuery("SELECT version FROM workflow")) {
          row.next();
          version = row.getLong(1);
        }
      }
      workflow =
          connection.prepareStatement(
              "UPDATE workflow SET version = ?, progress = ? WHERE id = 'w' AND version = ?");
      journal =
          connection.prepareStatement(
              "INSERT INTO journal (stream, seq, kind, detail, hash) VALUES ('w', ?, ?, ?, ?)");
      obligation =
          connection.prepareStatement(
              "INSERT INTO obligation (id, state, undo) VALUES (?, 'OWED', ?)");
      if (!store.after.isEmpty()) {
        after.add(connection.prepareStatement(store.after));
      }
      connection.setAutoCommit(false);
    }

    static void create(Statement statement, Store store) throws SQLException {
      try (ResultSet tables =
          statement.getConnection().getMetaData().getTables(null, null, "WORKFLOW", null)) {
        if (tables.next()) {
          return;
        }
      }
      String table = store.table();
      String text = store.text();
      statement.execute(
          table + "obligation (id VARCHAR(36) PRIMARY KEY, state VARCHAR(16), undo " + text + ")");
      statement.execute(
          table
              + "journal (stream VARCHAR(120), seq BIGINT, kind VARCHAR(32), detail "
              + text
              + ", hash CHAR(64), PRIMARY KEY (stream, seq))");
      statement.execute(
          table + "workflow (id VARCHAR(36) PRIMARY KEY, version BIGINT, progress " + text + ")");
      statement.execute("INSERT INTO workflow VALUES ('w', 0, '{}')");
    }

    long next() throws SQLException {
      workflow.setLong(1, version + 1);
      workflow.setString(2, DETAIL);
      workflow.setLong(3, version);
      if (workflow.executeUpdate() != 1) {
        throw new IllegalStateException("overtaken at " + version);
      }
      for (int row = 1; row <= 2; row++) {
        journal.setLong(1, 2 * version + row);
        journal.setString(2, row == 1 ? "INTENT" : "OWED");
        journal.setString(3, DETAIL);
        journal.setString(4, "0".repeat(64));
        journal.executeUpdate();
      }
      obligation.setString(1, Long.toString(version + 1));
      obligation.setString(2, DETAIL);
      obligation.executeUpdate();
      connection.commit();
      long committed = System.nanoTime();
      for (PreparedStatement statement : after) {
        statement.execute();
      }
      lastSync = System.nanoTime() - committed;
      return ++version;
    }
  }
}
