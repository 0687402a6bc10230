package io.replicamedic.durability;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Readings of every kind, for properties. */
final class AnyReadings {
  /**
   * From unsafe to safe. Not in it: log_bin and log_replica_updates. A replica that does not flush
   * is safer without a binlog of its own, which would name rows that it lost.
   */
  static final Map<String, List<String>> LADDERS =
      Map.ofEntries(
          Map.entry("innodb_flush_log_at_trx_commit", List.of("0", "2", "1")),
          Map.entry("innodb_flush_log_at_timeout", List.of("60", "3", "1")),
          Map.entry("innodb_log_writer_threads", List.of("OFF", "ON")),
          Map.entry("innodb_flush_method", List.of("nosync", "O_DIRECT")),
          Map.entry("innodb_trx_commit_allow_data_loss", List.of("1", "0")),
          Map.entry("innodb_doublewrite", List.of("OFF", "DETECT_ONLY", "ON")),
          Map.entry("sync_binlog", List.of("0", "1000", "100", "1")),
          Map.entry("binlog_error_action", List.of("IGNORE_ERROR", "ABORT_SERVER")),
          Map.entry("binlog_format", List.of("STATEMENT", "MIXED", "ROW")),
          Map.entry("binlog_row_image", List.of("MINIMAL", "NOBLOB", "FULL")),
          Map.entry("binlog_checksum", List.of("NONE", "CRC32")),
          Map.entry("gtid_mode", List.of("OFF", "OFF_PERMISSIVE", "ON_PERMISSIVE", "ON")),
          Map.entry("enforce_gtid_consistency", List.of("OFF", "WARN", "ON")),
          Map.entry("relay_log_recovery", List.of("OFF", "ON")),
          Map.entry("relay_log_space_limit", List.of("1073741824", "0")),
          Map.entry("relay_log_info_repository", List.of("FILE", "TABLE")),
          Map.entry("master_info_repository", List.of("FILE", "TABLE")),
          Map.entry("replica_preserve_commit_order", List.of("OFF", "ON")),
          Map.entry("read_only", List.of("OFF", "ON")),
          Map.entry("super_read_only", List.of("OFF", "ON")),
          Map.entry("replica_skip_errors", List.of("1062", "OFF")),
          Map.entry("replica_exec_mode", List.of("IDEMPOTENT", "STRICT")),
          Map.entry("rpl_semi_sync_source_enabled", List.of("OFF", "ON")));

  private AnyReadings() {}

  /** Any variable with any value, or none; some facts known, some not. */
  static Arbitrary<DurabilityReading> anything() {
    Arbitrary<String> values =
        Arbitraries.of(
            "0",
            "1",
            "2",
            "3",
            "1000",
            "ON",
            "OFF",
            "on",
            "ROW",
            "FILE",
            "TABLE",
            "NONE",
            "",
            " ",
            "nosync",
            "STRICT",
            "IDEMPOTENT",
            "99999999999999999999",
            "-1",
            "ABORT_SERVER",
            "x;y");
    Arbitrary<Map<String, String>> variables =
        Arbitraries.maps(Arbitraries.of(Auditor.variables()), values).ofMaxSize(36);
    Arbitrary<Map<String, String>> parameters =
        Arbitraries.maps(
                Arbitraries.of(Auditor.parameters()),
                Arbitraries.oneOf(
                    values, Arbitraries.of("{TrueIfReplica}", "{X/2}", "GREATEST(1)")))
            .ofMaxSize(20);
    return readings(
        Arbitraries.oneOf(versions(), Arbitraries.of("", "later")),
        fact(variables),
        parameters,
        fact(traits()));
  }

  /** Every variable there with a valid value; facts known. */
  static Arbitrary<DurabilityReading> complete() {
    return readings(
        versions(),
        full(0.5).map(map -> known(map)),
        Arbitraries.just(Map.of()),
        traits().map(map -> known(map)));
  }

  /** Mostly the safe values. */
  static Arbitrary<DurabilityReading> nearlySafe() {
    return readings(
        versions(),
        full(0.99).map(map -> known(map)),
        Arbitraries.just(Map.of()),
        Arbitraries.frequencyOf(
            Tuple.of(
                8,
                Arbitraries.just(
                    known(new RdsTraits("available", true, 7, true, "", List.of(), 2)))),
            Tuple.of(1, traits().map(map -> known(map)))));
  }

  private static Arbitrary<Map<String, String>> full(double safe) {
    return Arbitraries.randomValue(
        random -> {
          Map<String, String> all = new HashMap<>();
          LADDERS.forEach(
              (name, rungs) ->
                  all.put(
                      name,
                      random.nextDouble() < safe
                          ? rungs.getLast()
                          : rungs.get(random.nextInt(rungs.size()))));
          all.put("log_bin", random.nextInt(6) == 0 ? "OFF" : "ON");
          all.put("log_replica_updates", random.nextInt(6) == 0 ? "OFF" : "ON");
          all.put("replica_parallel_workers", String.valueOf(random.nextInt(4)));
          all.put("binlog_expire_logs_seconds", "2592000");
          return all;
        });
  }

  private static Arbitrary<String> versions() {
    return Arbitraries.of(
        "5.7.22",
        "5.7.44",
        "8.0.15",
        "8.0.41",
        "8.4.5",
        "9.7.4",
        "5.7.mysql_aurora.2.12.3",
        "8.0.mysql_aurora.3.08.0",
        "8.4.mysql_aurora.8.4.7");
  }

  private static Arbitrary<DurabilityReading> readings(
      Arbitrary<String> versions,
      Arbitrary<Fact<Map<String, String>>> variables,
      Arbitrary<Map<String, String>> parameters,
      Arbitrary<Fact<RdsTraits>> rds) {
    Arbitrary<Set<Role>> roles = Arbitraries.of(Role.class).set();
    Arbitrary<Fact<Optional<Integer>>> hours =
        Arbitraries.of(known(Optional.<Integer>empty()), known(Optional.of(48)));
    Arbitrary<Fact<List<ParameterGroup>>> groups =
        Combinators.combine(
                parameters,
                Arbitraries.of("in-sync", "pending-reboot", "failed-to-apply", "applying", ""),
                Arbitraries.of(ParameterGroup.Scope.class),
                Arbitraries.of("default.mysql8.0", "own"))
            .as(
                (values, status, scope, name) ->
                    known(List.of(group(values, status, scope, name))));
    return Combinators.combine(
            Arbitraries.of(EngineKind.class), versions, roles, variables, groups, rds, hours)
        .as(
            (engine, version, set, values, group, traits, kept) ->
                new DurabilityReading(
                    "orders", Readings.NOW, engine, version, set, values, group, traits, kept));
  }

  private static ParameterGroup group(
      Map<String, String> values, String status, ParameterGroup.Scope scope, String name) {
    Map<String, ParameterGroup.Value> said = new HashMap<>();
    values.forEach(
        (parameter, text) ->
            said.put(
                parameter,
                new ParameterGroup.Value(
                    Optional.of(text).filter(any -> !any.isEmpty()),
                    "user",
                    text.length() % 2 == 0,
                    parameter.length() % 5 != 0)));
    return new ParameterGroup(name, scope, "", status, said);
  }

  private static Arbitrary<RdsTraits> traits() {
    return Combinators.combine(
            Arbitraries.of(true, false),
            Arbitraries.integers().between(0, 35),
            Arbitraries.of(true, false),
            Arbitraries.of("", "orders-primary"),
            Arbitraries.integers().between(1, 3))
        .as(
            (multi, days, protection, source, members) ->
                new RdsTraits("available", multi, days, protection, source, List.of(), members));
  }

  private static <T> Arbitrary<Fact<T>> fact(Arbitrary<T> values) {
    return Arbitraries.oneOf(
        values.map(value -> known(value)),
        Arbitraries.just(new Fact.Unknown<T>("not permitted", Readings.NOW)));
  }

  private static <T> Fact<T> known(T value) {
    return new Fact.Known<>(value, Readings.NOW);
  }
}
