package io.replicamedic.durability;

import io.replicamedic.replication.Severity;
import java.util.List;

/** The running server is right, its parameter group is not: right until the next restart. */
record UndoneByRestart(List<SettingRule> rules) implements DriftRule {
  @Override
  public String id() {
    return "undone-by-restart";
  }

  @Override
  public boolean reports(Drift drift) {
    return drift.undone();
  }

  /** Nothing is lost yet: one step below what it will be. */
  @Override
  public Severity severity(Drift drift) {
    return drift.severity() == Severity.CRITICAL ? Severity.WARNING : Severity.NOTICE;
  }

  @Override
  public String summary(String words) {
    return "Right until the next restart: " + words + ".";
  }

  @Override
  public String why() {
    return "A restart, a failover or an upgrade starts the server with the group's value: the first"
        + " failover loses nothing, the second one may.";
  }

  @Override
  public String fix(Drift drift, Case it) {
    return drift.cure(it).words();
  }

  @Override
  public String none() {
    return "A restart would bring back nothing that is wrong.";
  }
}
