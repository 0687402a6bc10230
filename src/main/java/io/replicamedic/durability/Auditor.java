package io.replicamedic.durability;

import java.util.List;
import java.util.Set;

/** Judges readings; pure. */
public final class Auditor {
  private final List<Rule> rules;

  /** With every rule. */
  public Auditor() {
    this.rules = List.of();
  }

  /** Every @@GLOBAL variable that a rule reads, in old and new spelling: ask for no others. */
  public static Set<String> variables() {
    return Set.of();
  }

  /** Every parameter that a rule looks for in a parameter group, as groups spell them. */
  public static Set<String> parameters() {
    return Set.of();
  }

  /** The verdict on that reading. */
  public Audit audit(DurabilityReading reading) {
    List<Finding> findings = rules.stream().map(rule -> rule.judge(reading)).toList();
    return new Audit(
        reading.database(),
        reading.at(),
        reading.engine(),
        reading.version(),
        reading.roles(),
        Grade.UNKNOWN,
        "",
        findings,
        List.of());
  }
}
