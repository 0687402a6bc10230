package io.replicamedic.durability;

import io.replicamedic.replication.Severity;
import java.util.List;

/** Whether the binlog holds rows. */
final class BinlogFormat implements SettingRule {
  @Override
  public String id() {
    return "binlog-format";
  }

  @Override
  public Setting setting() {
    return Settings.BINLOG_FORMAT;
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
    if (value.equals("ROW")) {
      return new Verdict.Right("The binlog holds rows.");
    }
    boolean statements = value.equals("STATEMENT") && it.source() && !it.copy();
    return new Verdict.Wrong(
        statements ? Severity.WARNING : Severity.NOTICE,
        "The binlog's format is " + value + ".",
        "ROW");
  }

  @Override
  public Severity stake(Case it) {
    return Severity.NOTICE;
  }

  @Override
  public String why(Case it) {
    return "A statement can do something else on a replica than it did on the source, unseen. And"
        + " rows that a failover lost can be dug out of a binlog only if it holds rows.";
  }
}
