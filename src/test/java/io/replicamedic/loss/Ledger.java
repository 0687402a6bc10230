package io.replicamedic.loss;

import io.replicamedic.lab.Await;
import io.replicamedic.lab.MysqlServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * The application: some writers that insert one row a transaction as fast as they are answered, and
 * note when each was acknowledged.
 */
final class Ledger implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final String table;
  private final Map<Long, Long> acknowledged = new ConcurrentHashMap<>();
  private final AtomicLong next = new AtomicLong();
  private final AtomicLong last = new AtomicLong();
  private final List<Thread> writers;
  private final int count;
  private volatile boolean crashing;
  private volatile boolean closed;
  private volatile String failure = "";

  private Ledger(MysqlServer server, String table, int count) {
    this.table = table;
    this.count = count;
    this.writers =
        IntStream.range(0, count)
            .mapToObj(n -> Thread.ofVirtual().name("ledger-" + n).start(() -> write(server)))
            .toList();
  }

  /** They write to that table, which has one column. */
  static Ledger of(MysqlServer server, String table, int writers) {
    return new Ledger(server, table, writers);
  }

  /** How many transactions can be in one binlog group: one of each writer. */
  int writers() {
    return count;
  }

  /** Returns when they have written for that long. */
  void awaitWritten(Duration time) {
    Await.until("the first row", PATIENCE, () -> !failure.isEmpty() || !acknowledged.isEmpty());
    long end = last.get() + time.toNanos();
    Await.until(
        "written for " + time, time.plus(PATIENCE), () -> !failure.isEmpty() || last.get() > end);
    if (!failure.isEmpty()) {
      throw new IllegalStateException("the writers failed: " + failure);
    }
  }

  /** From now on the server may end. */
  void expectCrash() {
    crashing = true;
  }

  /**
   * What was acknowledged until now, by id: how long before the crash, which was when the last was
   * acknowledged or at that time, by {@link System#nanoTime()}, whichever came later.
   */
  Map<Long, Duration> agesAt(long crash) {
    Map<Long, Long> then = Map.copyOf(acknowledged);
    long end = then.values().stream().reduce(crash, (a, b) -> a - b > 0 ? a : b);
    Map<Long, Duration> ages = new ConcurrentHashMap<>();
    then.forEach((id, at) -> ages.put(id, Duration.ofNanos(end - at)));
    return ages;
  }

  private void write(MysqlServer server) {
    try (Connection connection = server.root();
        PreparedStatement insert =
            connection.prepareStatement("INSERT INTO " + table + " VALUES (?)")) {
      while (!closed) {
        long id = next.incrementAndGet();
        insert.setLong(1, id);
        insert.executeUpdate();
        long now = System.nanoTime();
        acknowledged.put(id, now);
        last.set(now);
      }
    } catch (SQLException e) {
      if (!crashing) {
        failure = String.valueOf(e.getMessage());
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    crashing = true;
    for (Thread writer : writers) {
      try {
        writer.join(PATIENCE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
