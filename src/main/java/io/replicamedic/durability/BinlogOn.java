package io.replicamedic.durability;

import io.replicamedic.replication.Severity;
import java.util.Optional;

/** Whether there is a binlog at all. */
final class BinlogOn implements SettingRule {
  @Override
  public String id() {
    return "binlog-on";
  }

  @Override
  public Setting setting() {
    return Settings.LOG_BIN;
  }

  @Override
  public Optional<String> idle(Case it) {
    return it.aurora() && !it.source()
        ? Optional.of("Aurora restores from its volume; only binlog replicas need a binlog")
        : Optional.empty();
  }

  @Override
  public Verdict of(String value, Case it) {
    if (value.equals("ON")) {
      return new Verdict.Right("It writes a binlog.");
    }
    if (it.copy()) {
      return new Verdict.Moot("a copy needs no binlog of its own");
    }
    return new Verdict.Wrong(
        it.source() ? Severity.CRITICAL : Severity.WARNING, "It writes no binlog.", "");
  }

  @Override
  public Severity stake(Case it) {
    return it.where(Severity.WARNING, Severity.NOTICE);
  }

  @Override
  public String why(Case it) {
    return "Without a binlog there is no restore to a point in time, no replica can follow, and"
        + " after a loss nothing tells what was lost.";
  }

  @Override
  public String more(Case it) {
    return switch (it.engine()) {
      case AURORA -> "Set binlog_format=ROW in the cluster's parameter group and restart.";
      case PLAIN -> "Put log_bin into its option file and restart.";
      case RDS_INSTANCE, RDS_CLUSTER ->
          "Set a backup retention of at least one day: RDS then writes a binlog (a restart).";
    };
  }
}
