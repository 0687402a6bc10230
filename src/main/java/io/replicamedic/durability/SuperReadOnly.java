package io.replicamedic.durability;

import io.replicamedic.replication.Severity;
import java.util.Optional;

/** Whether an administrator can write to a replica by mistake. */
final class SuperReadOnly implements SettingRule {
  @Override
  public String id() {
    return "super-read-only";
  }

  @Override
  public Setting setting() {
    return Settings.SUPER_READ_ONLY;
  }

  @Override
  public Optional<String> idle(Case it) {
    if (!it.plain()) {
      return Optional.of("RDS gives nobody the right that passes read_only by");
    }
    return it.replica() ? Optional.empty() : Optional.of("it is not a replica");
  }

  @Override
  public Verdict of(String value, Case it) {
    return value.equals("ON")
        ? new Verdict.Right("Not even an administrator writes to it by mistake.")
        : new Verdict.Wrong(Severity.NOTICE, "An administrator can write to it.", "ON");
  }

  @Override
  public Severity stake(Case it) {
    return Severity.NOTICE;
  }

  @Override
  public String why(Case it) {
    return "read_only stops no account with SUPER or CONNECTION_ADMIN, and those are the accounts"
        + " at hand in an incident.";
  }
}
