package io.replicamedic.durability;

import io.replicamedic.replication.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One reading, with the questions that rules and loss windows ask of it. */
record Case(DurabilityReading reading) {

  EngineKind engine() {
    return reading.engine();
  }

  Optional<Version> version() {
    return Version.of(reading.version());
  }

  boolean aurora() {
    return engine() == EngineKind.AURORA;
  }

  /** Whether nobody manages it: no API, no parameter groups. */
  boolean plain() {
    return engine() == EngineKind.PLAIN;
  }

  boolean source() {
    return reading.roles().contains(Role.SOURCE);
  }

  boolean replica() {
    return reading.roles().contains(Role.REPLICA);
  }

  /**
   * Whether what it holds is held elsewhere, too, and nobody writes to it: a replica without
   * replicas, or a green side. Anything else is judged as the place where writes are acknowledged.
   */
  boolean copy() {
    return reading.roles().contains(Role.GREEN) || replica() && !source();
  }

  /** Whether it is an RDS read replica by the API's word; empty when that is unknown. */
  Optional<Boolean> managedReplica() {
    return reading.rds().value().map(traits -> !traits.managedSource().isBlank());
  }

  /** O_DIRECT_NO_FSYNC syncs a file that grew only from 8.0.14. */
  static boolean sizesUnsafe(Version version) {
    return version.before(8, 0, 14);
  }

  /** One severity where writes are acknowledged, another for a mere copy. */
  Severity where(Severity acknowledged, Severity copied) {
    return copy() ? copied : acknowledged;
  }

  /** What the running server says. */
  Value value(Setting setting) {
    Optional<Map<String, String>> variables = reading.variables().value();
    if (variables.isEmpty()) {
      return new Value.Unread(reading.variables().why());
    }
    return setting.variables().stream()
        .filter(variables.orElseThrow()::containsKey)
        .findFirst()
        .<Value>map(name -> new Value.Is(name, variables.orElseThrow().getOrDefault(name, "")))
        .orElseGet(Value.Absent::new);
  }

  /** Whether the running server says just that. */
  boolean is(Setting setting, String meaning) {
    return value(setting) instanceof Value.Is is && is.meaning().equals(meaning);
  }

  /** A whole number of the running server's; empty when it has none or it could not be read. */
  Optional<Long> number(Setting setting) {
    return value(setting) instanceof Value.Is is && is.text().strip().matches("\\d{1,18}")
        ? Optional.of(Long.parseLong(is.text().strip()))
        : Optional.empty();
  }

  /** What its groups say; empty when they have no such parameter, or could not be read. */
  Optional<Said> said(Setting setting) {
    return reading.groups().value().flatMap(groups -> Said.of(setting, groups));
  }

  /** All that was read of a setting: run-time value, group's value, apply status. */
  List<Observed> seen(Setting setting) {
    List<Observed> seen = new ArrayList<>();
    seen.add(
        switch (value(setting)) {
          case Value.Is(String variable, String text) -> runTime(variable, text);
          case Value.Absent _ -> runTime(setting.name(), "no such variable");
          case Value.Unread(String why) -> runTime(setting.name(), "unknown: " + why);
        });
    if (!plain() && !setting.parameters().isEmpty()) {
      seen.addAll(said(setting).map(said -> seen(setting, said)).orElseGet(() -> silent(setting)));
    }
    return seen;
  }

  private List<Observed> seen(Setting setting, Said said) {
    String group = said.group().name();
    String status = said.group().applyStatus();
    return List.of(
        new Observed(
            said.parameter(),
            said.words(setting, this),
            Observed.Origin.PARAMETER_GROUP,
            group,
            reading.groups().at()),
        new Observed(
            "ParameterApplyStatus",
            status.isBlank() ? "unknown: the API tells none" : status,
            Observed.Origin.APPLY_STATUS,
            group,
            reading.groups().at()));
  }

  private List<Observed> silent(Setting setting) {
    String value =
        reading.groups().value().isPresent()
            ? "no such parameter"
            : "unknown: " + reading.groups().why();
    return List.of(
        new Observed(
            setting.name(), value, Observed.Origin.PARAMETER_GROUP, "", reading.groups().at()));
  }

  private Observed runTime(String name, String value) {
    return new Observed(
        name, value, Observed.Origin.RUN_TIME, "@@GLOBAL", reading.variables().at());
  }
}
