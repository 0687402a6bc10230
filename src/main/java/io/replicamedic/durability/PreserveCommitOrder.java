package io.replicamedic.durability;

import io.replicamedic.replication.Severity;
import java.util.List;
import java.util.Optional;

/** Whether parallel workers leave gaps. */
final class PreserveCommitOrder implements SettingRule {
  @Override
  public String id() {
    return "preserve-commit-order";
  }

  @Override
  public Setting setting() {
    return Settings.COMMIT_ORDER;
  }

  @Override
  public List<Setting> context() {
    return List.of(Settings.WORKERS);
  }

  @Override
  public Optional<String> idle(Case it) {
    return it.replica() ? Optional.empty() : Optional.of("it is not a replica");
  }

  @Override
  public Verdict of(String value, Case it) {
    Optional<Long> workers = it.number(Settings.WORKERS);
    if (workers.isEmpty()) {
      return new Verdict.Unclear("how many workers it has is not known");
    }
    if (workers.orElseThrow() < 2) {
      return new Verdict.Moot("it applies with one worker");
    }
    return value.equals("ON")
        ? new Verdict.Right("Workers commit in the source's order.")
        : new Verdict.Wrong(
            Severity.WARNING, workers.orElseThrow() + " workers commit in any order.", "1");
  }

  @Override
  public Severity stake(Case it) {
    return Severity.WARNING;
  }

  @Override
  public String why(Case it) {
    return "A crash then leaves gaps: later transactions are there, earlier ones are not. By file"
        + " and position nobody can say where to go on, readers have seen states that the"
        + " source never had, and a backup or a promotion keeps the gap.";
  }

  @Override
  public String more(Case it) {
    return "The applier must be stopped for the change.";
  }
}
