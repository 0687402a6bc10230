package io.replicamedic.durability;

import io.replicamedic.replication.Severity;
import java.util.Optional;

/** Whether conflicts are settled by guessing. */
final class ExecMode implements SettingRule {
  @Override
  public String id() {
    return "exec-mode";
  }

  @Override
  public Setting setting() {
    return Settings.EXEC_MODE;
  }

  @Override
  public Optional<String> idle(Case it) {
    return it.replica() ? Optional.empty() : Optional.of("it is not a replica");
  }

  @Override
  public Verdict of(String value, Case it) {
    return value.equals("STRICT")
        ? new Verdict.Right("A conflict stops the applier.")
        : new Verdict.Wrong(
            Severity.WARNING,
            "The applier overwrites and ignores conflicts (" + value + ").",
            "STRICT");
  }

  @Override
  public Severity stake(Case it) {
    return Severity.WARNING;
  }

  @Override
  public String why(Case it) {
    return "IDEMPOTENT replaces a duplicate and ignores a missing row: after a failover that lost"
        + " commits it overwrites the only copy of them.";
  }
}
