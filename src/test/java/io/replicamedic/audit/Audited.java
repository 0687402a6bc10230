package io.replicamedic.audit;

import io.replicamedic.durability.Audit;
import io.replicamedic.durability.Auditor;
import io.replicamedic.durability.DurabilityReading;
import io.replicamedic.durability.EngineKind;
import io.replicamedic.durability.Fact;
import io.replicamedic.durability.Finding;
import io.replicamedic.durability.ParameterGroup;
import io.replicamedic.durability.RdsTraits;
import io.replicamedic.durability.Role;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Verdicts of the real rules on made-up servers; for tests. */
public final class Audited {
  /** When the first of them are read. */
  public static final Instant NOON = Instant.parse("2026-11-27T12:00:00.123456Z");

  /** A source of 8.4 as it should be. */
  public static final Map<String, String> SAFE =
      Map.ofEntries(
          Map.entry("version", "8.4.3"),
          Map.entry("innodb_flush_log_at_trx_commit", "1"),
          Map.entry("innodb_flush_log_at_timeout", "1"),
          Map.entry("innodb_flush_method", "O_DIRECT"),
          Map.entry("innodb_doublewrite", "ON"),
          Map.entry("innodb_log_writer_threads", "ON"),
          Map.entry("sync_binlog", "1"),
          Map.entry("log_bin", "ON"),
          Map.entry("gtid_mode", "ON"),
          Map.entry("enforce_gtid_consistency", "ON"),
          Map.entry("binlog_format", "ROW"),
          Map.entry("binlog_row_image", "FULL"),
          Map.entry("binlog_checksum", "CRC32"),
          Map.entry("binlog_error_action", "ABORT_SERVER"));

  private Audited() {}

  /** That server, read so many seconds after noon, with these values instead. */
  public static Judged after(String database, int seconds, Map<String, String> otherwise) {
    Map<String, String> variables = new HashMap<>(SAFE);
    variables.putAll(otherwise);
    Instant at = NOON.plusSeconds(seconds);
    return judged(database, at, new Fact.Known<>(variables, at));
  }

  /** One that did not answer. */
  public static Judged silent(String database, int seconds, String why) {
    Instant at = NOON.plusSeconds(seconds);
    return judged(database, at, new Fact.Unknown<>(why, at));
  }

  private static Judged judged(String database, Instant at, Fact<Map<String, String>> variables) {
    Fact<List<ParameterGroup>> groups = new Fact.Unknown<>("nobody manages it", at);
    Fact<RdsTraits> rds = new Fact.Unknown<>("nobody manages it", at);
    Fact<Optional<Integer>> retention = new Fact.Unknown<>("there is no such table", at);
    Audit audit =
        new Auditor()
            .audit(
                new DurabilityReading(
                    database,
                    at,
                    EngineKind.PLAIN,
                    "8.4.3",
                    Set.of(Role.SOURCE),
                    variables,
                    groups,
                    rds,
                    retention));
    return new Judged(audit, List.of());
  }

  /** Why somebody asked. */
  public static Occasion asked(String reason) {
    return new Occasion.Asked("oncall", reason, "OPS-1");
  }

  /** What that rule said. */
  public static Finding.Outcome outcome(KeptAudit kept, String rule) {
    return kept.audit().findings().stream()
        .filter(it -> it.rule().equals(rule))
        .map(Finding::outcome)
        .findFirst()
        .orElseThrow();
  }
}
