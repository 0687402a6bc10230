package io.replicamedic.durability;

import io.replicamedic.replication.Severity;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Whether every parameter group of a database is in force, whatever is in it. */
final class GroupApplied implements Rule {
  private static final String WHY =
      "What waits for a restart comes with the next failover, at a time that nobody chose, and"
          + " together with the failover's own troubles.";

  @Override
  public String id() {
    return "group-applied";
  }

  @Override
  public List<Setting> settings() {
    return List.of();
  }

  @Override
  public Finding judge(DurabilityReading reading) {
    if (reading.engine() == EngineKind.PLAIN) {
      return notApplicable(List.of(), "a plain server has no parameter group");
    }
    Fact<List<ParameterGroup>> groups = reading.groups();
    if (groups.value().isEmpty()) {
      return unknown(
          Severity.NOTICE,
          List.of(observed("", "unknown: " + groups.why(), groups)),
          "The parameter groups could not be read: " + groups.why(),
          WHY);
    }
    List<ParameterGroup> all = groups.value().orElseThrow();
    List<Observed> read =
        all.stream().map(group -> observed(group.name(), status(group), groups)).toList();
    List<ParameterGroup> waiting =
        all.stream()
            .filter(group -> !status(group).equals("in-sync") && !group.applyStatus().isBlank())
            .toList();
    if (waiting.isEmpty()) {
      return all.stream().anyMatch(group -> !group.applyStatus().isBlank())
          ? passed(read, "Every parameter group is in force.", WHY)
          : unknown(Severity.NOTICE, read, "The API tells no apply status.", WHY);
    }
    boolean failed = waiting.stream().anyMatch(group -> status(group).startsWith("failed"));
    return failed(
        failed ? Severity.WARNING : Severity.NOTICE,
        read,
        waiting.stream()
            .map(group -> group.name() + " is " + status(group))
            .collect(Collectors.joining("; ", "", ".")),
        WHY,
        failed
            ? "Read the RDS events for the parameter that could not be applied, and correct it."
            : "Look at what is waiting, and restart at a time of your choice.",
        List.of());
  }

  private static String status(ParameterGroup group) {
    return group.applyStatus().isBlank() ? "unknown" : group.applyStatus().toLowerCase(Locale.ROOT);
  }

  private static Observed observed(String name, String value, Fact<List<ParameterGroup>> groups) {
    return new Observed(
        "ParameterApplyStatus", value, Observed.Origin.APPLY_STATUS, name, groups.at());
  }
}
