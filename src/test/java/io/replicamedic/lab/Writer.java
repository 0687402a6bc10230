package io.replicamedic.lab;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The application: commits on the source all the time, about fifty times a second, and counts what
 * was acknowledged; opened by {@link Lab}.
 */
public final class Writer implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(20);

  /** Opens the application's connection; called again whenever the last one broke. */
  @FunctionalInterface
  interface Login {
    Connection open() throws SQLException;
  }

  private final Login login;
  private final Random random = new Random(42);
  private final AtomicLong acknowledged = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final ReentrantLock turn = new ReentrantLock(true);
  private final Thread thread;
  private final AtomicInteger pauses = new AtomicInteger();
  private volatile boolean closed;

  private Writer(Login login) {
    this.login = login;
    this.thread = Thread.ofVirtual().name("writer").unstarted(this::live);
  }

  static Writer start(Login login) {
    Writer writer = new Writer(login);
    writer.thread.start();
    return writer;
  }

  /** Commits that the source has acknowledged since the start. */
  public long acknowledged() {
    return acknowledged.get();
  }

  /** Attempts that ended in an error, as while the source is down. */
  public long failed() {
    return failed.get();
  }

  /** Returns when no commit is under way; none follows until as many calls of {@link #resume()}. */
  public void pause() {
    turn.lock(); // a commit under way has it
    try {
      pauses.incrementAndGet();
    } finally {
      turn.unlock();
    }
  }

  public void resume() {
    pauses.updateAndGet(n -> Math.max(0, n - 1));
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
    try {
      thread.join(Duration.ofSeconds(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void live() {
    while (!closed) {
      try (Connection connection = login.open()) {
        connection.setAutoCommit(false);
        while (!closed) {
          commitOnce(connection);
          LockSupport.parkNanos(PAUSE.toNanos());
        }
      } catch (SQLException e) {
        failed.incrementAndGet();
        LockSupport.parkNanos(PAUSE.multipliedBy(10).toNanos());
      }
    }
  }

  private void commitOnce(Connection connection) throws SQLException {
    turn.lock();
    try {
      if (pauses.get() > 0) {
        return;
      }
      switch (random.nextInt(10)) {
        case 0, 1, 2, 3 -> parcel(connection);
        case 4, 5 -> change(connection);
        case 6 -> delete(connection);
        case 7 -> customer(connection);
        case 8 -> stock(connection);
        default -> order(connection);
      }
      connection.commit();
      acknowledged.incrementAndGet();
    } finally {
      turn.unlock();
    }
  }

  private void order(Connection connection) throws SQLException {
    parcel(connection);
    stock(connection);
    customer(connection);
  }

  private void parcel(Connection connection) throws SQLException {
    byte[] photo = new byte[random.nextInt(200)];
    random.nextBytes(photo);
    long n = random.nextLong(1_000_000);
    update(
        connection,
        """
        INSERT INTO shop.parcel (label, town, price, weight, volume, day, at_time, booked, seen,
          season, photo, extra, state, marks, bits, counted, note)
        VALUES (CONCAT('Päckchen 📦 ', ?), 'Zürich', ? / 7, ? / 3, ? / 9, '2026-11-22' + INTERVAL ? DAY,
          SEC_TO_TIME(? MOD 80000), NOW(6), NOW(), 2000 + ? MOD 100, ?, JSON_OBJECT('n', ?, 'tags', JSON_ARRAY('a', 1.5, NULL)),
          1 + ? MOD 3, ? MOD 8, ? MOD 1024, ?, REPEAT('x', ? MOD 300))
        """,
        n,
        n,
        n,
        n,
        n % 1000,
        n,
        n,
        photo,
        n,
        n,
        n,
        n,
        3_000_000_000L + n,
        n);
  }

  private void change(Connection connection) throws SQLException {
    update(
        connection,
        """
        UPDATE shop.parcel SET state = 'sent', price = price + 1, seen = NOW(),
          extra = JSON_SET(extra, '$.n', ?) WHERE id >= 1000 ORDER BY id DESC LIMIT 2
        """,
        random.nextInt(1000));
  }

  private void delete(Connection connection) throws SQLException {
    update(
        connection,
        "DELETE FROM shop.parcel WHERE id >= 1000 AND id MOD 5 = ? ORDER BY id LIMIT 1",
        random.nextInt(5));
  }

  private void customer(Connection connection) throws SQLException {
    long n = random.nextLong();
    update(
        connection,
        "INSERT INTO shop.customer (email, name, balance) VALUES (?, 'Jürgen Größe', ? / 100)",
        Long.toHexString(n) + "@shop.example",
        n % 10_000);
  }

  private void stock(Connection connection) throws SQLException {
    update(
        connection,
        """
        INSERT INTO shop.stock VALUES (?, ?, 1) ON DUPLICATE KEY UPDATE amount = amount + 1
        """,
        "shelf-" + random.nextInt(5),
        random.nextInt(20));
  }

  private static void update(Connection connection, String sql, Object... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
  }
}
