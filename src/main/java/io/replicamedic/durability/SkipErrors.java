package io.replicamedic.durability;

import io.replicamedic.replication.Severity;
import java.util.Optional;

/** Whether errors that show a loss are thrown away. */
final class SkipErrors implements SettingRule {
  @Override
  public String id() {
    return "skip-errors";
  }

  @Override
  public Setting setting() {
    return Settings.SKIP_ERRORS;
  }

  @Override
  public Optional<String> idle(Case it) {
    return it.replica() ? Optional.empty() : Optional.of("it is not a replica");
  }

  @Override
  public Verdict of(String value, Case it) {
    return value.equals("OFF") || value.isEmpty()
        ? new Verdict.Right("Every error stops the applier.")
        : new Verdict.Wrong(
            Severity.WARNING, "These errors are passed over in silence: " + value + ".", "OFF");
  }

  @Override
  public Severity stake(Case it) {
    return Severity.WARNING;
  }

  @Override
  public String why(Case it) {
    return "1062 and 1032 are how a replica says that its source has lost or changed rows. Passed"
        + " over, the two drift apart, and nobody learns of the loss.";
  }
}
