package io.replicamedic.durability;

import io.replicamedic.replication.Severity;
import java.util.Optional;

/** Where a replica keeps how far it has applied. */
final class ApplierPosition implements SettingRule {
  @Override
  public String id() {
    return "applier-position";
  }

  @Override
  public Setting setting() {
    return Settings.APPLIER_REPOSITORY;
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
        ? new Verdict.Right("How far it has applied commits together with the rows.")
        : new Verdict.Wrong(
            Severity.WARNING, "How far it has applied is in a file that can be behind.", "TABLE");
  }

  @Override
  public Severity stake(Case it) {
    return Severity.WARNING;
  }

  @Override
  public String why(Case it) {
    return "A file is written after the commit, and synced every 10,000 transactions by default:"
        + " after a crash the replica applies again what it has (1062), or goes on at a place"
        + " where it never was.";
  }

  @Override
  public String more(Case it) {
    return "Replication must be stopped for the change.";
  }
}
