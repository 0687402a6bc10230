package io.replicamedic.adapter.store;

import io.replicamedic.audit.AuditTimes;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** When databases were audited last, from the newest row of each: no verdict is read. */
@Component
final class JdbcAuditTimes implements AuditTimes {
  private final JdbcClient jdbc;

  JdbcAuditTimes(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Map<String, Instant> last() {
    return jdbc
        .sql(
            "SELECT a.database_id, a.last_at FROM durability_audit a JOIN (SELECT database_id,"
                + " MAX(seq) AS newest FROM durability_audit GROUP BY database_id) b"
                + " ON a.database_id = b.database_id AND a.seq = b.newest")
        .query((row, number) -> Map.entry(row.getString(1), Instant.parse(row.getString(2))))
        .list()
        .stream()
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  @Override
  public Optional<Instant> last(String database) {
    return jdbc.sql(
            "SELECT last_at FROM durability_audit WHERE database_id = ? ORDER BY seq DESC LIMIT 1")
        .param(database)
        .query(String.class)
        .optional()
        .map(Instant::parse);
  }
}
