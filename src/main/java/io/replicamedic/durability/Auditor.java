package io.replicamedic.durability;

import java.util.List;

/** Judges readings; pure. */
public final class Auditor {
  private final List<Rule> rules;

  /** With every rule. */
  public Auditor() {
    this.rules = List.of();
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
