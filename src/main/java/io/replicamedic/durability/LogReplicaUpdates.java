package io.replicamedic.durability;

import io.replicamedic.replication.Severity;
import java.util.Optional;

/** Whether it passes on what it gets. */
final class LogReplicaUpdates implements SettingRule {
  @Override
  public String id() {
    return "log-replica-updates";
  }

  @Override
  public Setting setting() {
    return Settings.LOG_UPDATES;
  }

  @Override
  public Optional<String> idle(Case it) {
    return it.replica() ? Optional.empty() : Optional.of("it is not a replica");
  }

  @Override
  public Verdict of(String value, Case it) {
    if (value.equals("ON")) {
      return new Verdict.Right("What it applies is in its own binlog.");
    }
    return it.source()
        ? new Verdict.Wrong(Severity.CRITICAL, "Its own replicas never get what it applies.", "ON")
        : new Verdict.Wrong(Severity.NOTICE, "What it applies is not in its binlog.", "ON");
  }

  @Override
  public Severity stake(Case it) {
    return it.source() ? Severity.CRITICAL : Severity.NOTICE;
  }

  @Override
  public String why(Case it) {
    return it.source()
        ? "It stands between a source and replicas of its own: without this they miss every row"
            + " that came from above."
        : "Once promoted, no replica can fetch from it what it had applied before.";
  }
}
