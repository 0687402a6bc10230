package io.replicamedic.adapter.mysql;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/** GET_LOCK and IS_USED_LOCK: the fence between owners of one database (design.md "Zombies" 9). */
final class NamedLocks {
  private static final Duration MARGIN = Duration.ofSeconds(5);

  private final Session session;

  NamedLocks(Session session) {
    this.session = session;
  }

  /** Waits whole seconds, rounded up: that is what the server's timeout counts in. */
  boolean acquire(String name, Duration wait) {
    long seconds = wait.plusMillis(999).toSeconds();
    try {
      session.waitFor(Duration.ofSeconds(seconds).plus(MARGIN));
      // NULL (killed while waiting, out of memory) is not a lock; getLong reads it as 0.
      List<Boolean> got =
          session.tryRead("SELECT GET_LOCK(?, ?)", row -> row.getLong(1) == 1, name, seconds);
      session.waitAsUsual();
      return got.getFirst();
    } catch (SQLException e) {
      throw Refusals.of(session.login(), e);
    }
  }

  OptionalLong holder(String name) {
    return session
        .read(
            "SELECT IS_USED_LOCK(?)",
            row -> {
              long id = row.getLong(1);
              return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(id);
            },
            name)
        .getFirst();
  }
}
