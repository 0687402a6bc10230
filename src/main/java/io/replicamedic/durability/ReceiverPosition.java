package io.replicamedic.durability;

import io.replicamedic.replication.Severity;
import java.util.Optional;

/** Where a replica keeps how far it has fetched. */
final class ReceiverPosition implements SettingRule {
  @Override
  public String id() {
    return "receiver-position";
  }

  @Override
  public Setting setting() {
    return Settings.RECEIVER_REPOSITORY;
  }

  @Override
  public Optional<String> idle(Case it) {
    if (it.aurora()) {
      return Optional.of("Aurora keeps its position in the cluster volume");
    }
    return it.replica() ? Optional.empty() : Optional.of("it is not a replica");
  }

  @Override
  public Verdict ofNone(Case it) {
    return it.version().filter(version -> version.from(8, 0, 0)).isPresent()
        ? new Verdict.Moot("this version always keeps it in a table")
        : new Verdict.Unclear("its version is unknown, and so is where it keeps its position");
  }

  @Override
  public Verdict of(String value, Case it) {
    return value.equals("TABLE")
        ? new Verdict.Right("How far it has fetched is in a table.")
        : new Verdict.Wrong(Severity.NOTICE, "How far it has fetched is in a file.", "TABLE");
  }

  @Override
  public Severity stake(Case it) {
    return Severity.NOTICE;
  }

  @Override
  public String why(Case it) {
    return "The file can be torn by a crash, and with it address and account of the source. With"
        + " relay_log_recovery the position itself is found anew.";
  }

  @Override
  public String more(Case it) {
    return "Replication must be stopped for the change.";
  }
}
