package io.replicamedic.adapter.mysql;

import java.time.Duration;

/**
 * How long a session to a database may stay without an answer; given to {@link MysqlDatabases} by
 * the wiring.
 *
 * @param connect for the TCP connection and, again, for each answer of the login
 * @param read for each answer to a reading statement
 * @param binlog for the whole read of one transaction: the server scans a binlog file and sends
 *     nothing meanwhile
 */
public record Timeouts(Duration connect, Duration read, Duration binlog) {
  /** What suits a region-local database: 5 s, 10 s, 60 s. */
  public static Timeouts standard() {
    return new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(60));
  }
}
