package io.replicamedic.durability;

import io.replicamedic.replication.Severity;
import java.util.List;

/** Whether the binlog holds whole rows. */
final class BinlogRowImage implements SettingRule {
  @Override
  public String id() {
    return "binlog-row-image";
  }

  @Override
  public Setting setting() {
    return Settings.ROW_IMAGE;
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
    return value.equals("FULL")
        ? new Verdict.Right("The binlog holds whole rows.")
        : new Verdict.Wrong(
            it.source() ? it.where(Severity.WARNING, Severity.NOTICE) : Severity.NOTICE,
            "The binlog holds only part of each row (" + value + ").",
            "FULL");
  }

  @Override
  public Severity stake(Case it) {
    return Severity.NOTICE;
  }

  @Override
  public String why(Case it) {
    return "A replica can then tell less well that its row differs, a skipped transaction cannot be"
        + " proven harmless, and rows that a failover lost come back with holes.";
  }
}
