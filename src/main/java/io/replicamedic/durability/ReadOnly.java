package io.replicamedic.durability;

import io.replicamedic.replication.Severity;
import java.util.Optional;

/** Whether anybody else can write to a replica. */
final class ReadOnly implements SettingRule {
  @Override
  public String id() {
    return "read-only";
  }

  @Override
  public Setting setting() {
    return Settings.READ_ONLY;
  }

  @Override
  public Optional<String> idle(Case it) {
    return it.replica() ? Optional.empty() : Optional.of("it is not a replica");
  }

  @Override
  public Verdict of(String value, Case it) {
    if (!value.equals("ON")) {
      return new Verdict.Wrong(
          severity(it), "Anybody with the right to write can write to it.", on(it));
    }
    return new Verdict.Right("Only replication writes to it.");
  }

  /** A green side may be written to on purpose; on Aurora the administrator is exempt anyhow. */
  private static Severity severity(Case it) {
    boolean meant = it.reading().roles().contains(Role.GREEN) || it.aurora();
    return meant ? Severity.NOTICE : Severity.WARNING;
  }

  /** A managed replica must become writable when it is promoted. */
  private static String on(Case it) {
    boolean managed = it.managedReplica().orElse(false) && !it.aurora();
    return managed ? "{TrueIfReplica}" : "1";
  }

  @Override
  public Severity stake(Case it) {
    return severity(it);
  }

  @Override
  public String why(Case it) {
    return "A row written on a replica is lost when it is rebuilt, and meanwhile stops the applier"
        + " (1062, 1032) or makes an errant transaction.";
  }
}
