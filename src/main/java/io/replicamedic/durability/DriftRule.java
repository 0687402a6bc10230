package io.replicamedic.durability;

import io.replicamedic.replication.Severity;
import java.util.List;
import java.util.stream.Collectors;

/** A rule about settings whose running value and whose parameter group are of two minds. */
interface DriftRule extends Rule {
  /** The rules whose settings it compares. */
  List<SettingRule> rules();

  /** Whether that is one of those it reports. */
  boolean reports(Drift drift);

  /** How bad one is. */
  Severity severity(Drift drift);

  /** In one line, of all of them. */
  String summary(String words);

  /** Why it matters. */
  String why();

  /** What closes one of them. */
  String fix(Drift drift, Case it);

  /** Said when there is none. */
  String none();

  @Override
  default List<Setting> settings() {
    return List.of();
  }

  @Override
  default Finding judge(DurabilityReading reading) {
    Case it = new Case(reading);
    if (it.plain()) {
      return notApplicable(List.of(), "a plain server has no parameter group");
    }
    if (reading.variables().value().isEmpty() || reading.groups().value().isEmpty()) {
      return unreadable(it);
    }
    if (reading.groups().value().orElseThrow().isEmpty()) {
      return unknown(Severity.WARNING, List.of(), "The API names no parameter group of it.", why());
    }
    List<Drift> found = Drift.all(rules(), it).stream().filter(this::reports).toList();
    List<String> open = Drift.incomparable(rules(), it);
    if (found.isEmpty() && !open.isEmpty()) {
      return unknown(
          Severity.NOTICE,
          List.of(),
          "What the parameter group makes of these cannot be told: " + String.join(", ", open),
          why());
    }
    if (found.isEmpty()) {
      return passed(List.of(), none(), why());
    }
    Severity worst = found.stream().map(this::severity).max(Severity::compareTo).orElseThrow();
    return failed(
        worst,
        found.stream().flatMap(drift -> it.seen(drift.rule().setting()).stream()).toList(),
        summary(found.stream().map(drift -> drift.words(it)).collect(Collectors.joining("; "))),
        why(),
        found.stream().map(drift -> fix(drift, it)).distinct().collect(Collectors.joining(" ")),
        found.stream().flatMap(drift -> drift.cure(it).remedies().stream()).distinct().toList());
  }

  private Finding unreadable(Case it) {
    String why =
        it.reading().variables().value().isEmpty()
            ? "the running values: " + it.reading().variables().why()
            : "the parameter group: " + it.reading().groups().why();
    return unknown(
        Severity.WARNING,
        List.of(it.seen(Settings.FLUSH).getFirst(), it.seen(Settings.FLUSH).get(1)),
        "They cannot be compared; unreadable is " + why,
        why());
  }
}
