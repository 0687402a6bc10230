package io.replicamedic.durability;

import io.replicamedic.replication.Severity;
import java.util.List;

/** What happens when the binlog cannot be written. */
final class BinlogErrorAction implements SettingRule {
  @Override
  public String id() {
    return "binlog-error-action";
  }

  @Override
  public Setting setting() {
    return Settings.BINLOG_ERROR;
  }

  @Override
  public List<Setting> context() {
    return List.of(Settings.LOG_BIN);
  }

  @Override
  public Verdict of(String value, Case it) {
    if (it.is(Settings.LOG_BIN, "OFF")) {
      return new Verdict.Moot("it writes no binlog");
    }
    return value.equals("ABORT_SERVER")
        ? new Verdict.Right("A server that cannot write its binlog stops.")
        : new Verdict.Wrong(
            it.source() ? it.where(Severity.CRITICAL, Severity.NOTICE) : Severity.NOTICE,
            "A server that cannot write its binlog goes on without one.",
            "ABORT_SERVER");
  }

  @Override
  public Severity stake(Case it) {
    return Severity.NOTICE;
  }

  @Override
  public String why(Case it) {
    return "With IGNORE_ERROR a full disk switches the binlog off until the next restart, and"
        + " commits go on: replicas miss them for ever, and no restore reaches them.";
  }
}
