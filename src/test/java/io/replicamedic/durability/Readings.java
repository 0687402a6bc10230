package io.replicamedic.durability;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Readings for tests: everything as safe as can be, then spoiled at one place. */
final class Readings {
  static final Instant NOW = Instant.parse("2026-11-28T00:00:00Z");

  private final EngineKind engine;
  private String version = "8.0.41";
  private Set<Role> roles = Set.of(Role.SOURCE);
  private Fact<Map<String, String>> variables = new Fact.Known<>(Map.of(), NOW);
  private Optional<Fact<List<ParameterGroup>>> groups = Optional.empty();
  private Fact<RdsTraits> rds;
  private Fact<Optional<Integer>> hours = new Fact.Known<>(Optional.of(48), NOW);
  private final Map<String, String> values = new TreeMap<>(SAFE);
  private final Map<String, ParameterGroup.Value> parameters = new TreeMap<>();
  private String status = "in-sync";

  private static final Map<String, String> SAFE =
      Map.ofEntries(
          Map.entry("innodb_flush_log_at_trx_commit", "1"),
          Map.entry("innodb_flush_log_at_timeout", "1"),
          Map.entry("innodb_flush_method", "O_DIRECT"),
          Map.entry("innodb_log_writer_threads", "ON"),
          Map.entry("innodb_doublewrite", "ON"),
          Map.entry("sync_binlog", "1"),
          Map.entry("log_bin", "ON"),
          Map.entry("gtid_mode", "ON"),
          Map.entry("enforce_gtid_consistency", "ON"),
          Map.entry("binlog_format", "ROW"),
          Map.entry("binlog_row_image", "FULL"),
          Map.entry("binlog_checksum", "CRC32"),
          Map.entry("binlog_error_action", "ABORT_SERVER"),
          Map.entry("binlog_expire_logs_seconds", "2592000"),
          Map.entry("expire_logs_days", "0"),
          Map.entry("binlog_expire_logs_auto_purge", "ON"),
          Map.entry("relay_log_recovery", "ON"),
          Map.entry("relay_log_space_limit", "0"),
          Map.entry("relay_log_info_repository", "TABLE"),
          Map.entry("master_info_repository", "TABLE"),
          Map.entry("replica_parallel_workers", "4"),
          Map.entry("replica_preserve_commit_order", "ON"),
          Map.entry("log_replica_updates", "ON"),
          Map.entry("replica_skip_errors", "OFF"),
          Map.entry("replica_exec_mode", "STRICT"),
          Map.entry("read_only", "ON"),
          Map.entry("super_read_only", "ON"),
          Map.entry("rpl_semi_sync_source_enabled", "ON"));

  private Readings(EngineKind engine) {
    this.engine = engine;
    this.rds =
        engine == EngineKind.PLAIN
            ? new Fact.Unknown<>("RDS does not know it", NOW)
            : traits(true, 7, true, "", 2);
  }

  /** A safe source. */
  static Readings of(EngineKind engine) {
    Readings made = new Readings(engine);
    if (engine == EngineKind.AURORA) {
      made.version = "8.0.mysql_aurora.3.08.0";
      made.values.put("innodb_trx_commit_allow_data_loss", "0");
    }
    return made;
  }

  Readings version(String words) {
    version = words;
    return this;
  }

  Readings roles(Role... these) {
    roles = Set.of(these);
    return this;
  }

  Readings with(String variable, String value) {
    values.put(variable, value);
    return this;
  }

  Readings without(String... names) {
    List.of(names).forEach(values::remove);
    return this;
  }

  Readings variablesUnknown() {
    variables = new Fact.Unknown<>("access denied", NOW);
    return this;
  }

  /** Its group says so; an empty value is the engine's default. */
  Readings group(String parameter, String value) {
    return group(parameter, value, true);
  }

  Readings group(String parameter, String value, boolean dynamic) {
    Optional<String> said = value.isEmpty() ? Optional.empty() : Optional.of(value);
    parameters.put(parameter, new ParameterGroup.Value(said, "user", dynamic, true));
    return this;
  }

  Readings status(String applyStatus) {
    status = applyStatus;
    return this;
  }

  Readings groups(Fact<List<ParameterGroup>> these) {
    groups = Optional.of(these);
    return this;
  }

  Readings rds(Fact<RdsTraits> fact) {
    rds = fact;
    return this;
  }

  Readings hours(Fact<Optional<Integer>> fact) {
    hours = fact;
    return this;
  }

  static Fact<RdsTraits> traits(
      boolean multiAz, int backupDays, boolean protection, String source, int members) {
    return new Fact.Known<>(
        new RdsTraits("available", multiAz, backupDays, protection, source, List.of(), members),
        NOW);
  }

  static <T> Fact<T> denied(String action) {
    return new Fact.Unknown<>(action + " is not permitted", NOW);
  }

  DurabilityReading reading() {
    List<ParameterGroup> own = new ArrayList<>();
    if (engine != EngineKind.PLAIN) {
      own.add(
          new ParameterGroup(
              "prod-mysql80", ParameterGroup.Scope.INSTANCE, "mysql8.0", status, parameters));
    }
    return new DurabilityReading(
        "orders",
        NOW,
        engine,
        version,
        roles,
        variables.value().isPresent()
            ? new Fact.Known<>(Map.copyOf(values), NOW.plus(Duration.ofMillis(5)))
            : variables,
        groups.orElseGet(() -> new Fact.Known<>(own, NOW)),
        rds,
        hours);
  }

  Audit audit() {
    return new Auditor().audit(reading());
  }

  Finding finding(String rule) {
    return audit().findings().stream()
        .filter(finding -> finding.rule().equals(rule))
        .findFirst()
        .orElseThrow();
  }

  LossWindow window(FailureKind failure) {
    return audit().windows().stream()
        .filter(window -> window.failure() == failure)
        .findFirst()
        .orElseThrow();
  }
}
