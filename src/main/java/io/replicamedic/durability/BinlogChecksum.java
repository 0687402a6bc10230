package io.replicamedic.durability;

import io.replicamedic.replication.Severity;
import java.util.List;

/** Whether a damaged event is noticed. */
final class BinlogChecksum implements SettingRule {
  @Override
  public String id() {
    return "binlog-checksum";
  }

  @Override
  public Setting setting() {
    return Settings.BINLOG_CHECKSUM;
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
    return value.equals("CRC32")
        ? new Verdict.Right("Every event has a checksum.")
        : new Verdict.Wrong(
            it.source() ? it.where(Severity.WARNING, Severity.NOTICE) : Severity.NOTICE,
            "Events have no checksum.",
            "CRC32");
  }

  @Override
  public Severity stake(Case it) {
    return Severity.NOTICE;
  }

  @Override
  public String why(Case it) {
    return "An event that a disk or a network has damaged is applied as it is, or stops the replica"
        + " with an error that points elsewhere.";
  }
}
