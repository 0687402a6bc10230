package io.replicamedic.durability;

import io.replicamedic.replication.Severity;
import java.util.List;
import java.util.Optional;

/** Whether the binlog is on disk before a commit is acknowledged. */
final class SyncBinlog implements SettingRule {
  @Override
  public String id() {
    return "sync-binlog";
  }

  @Override
  public Setting setting() {
    return Settings.SYNC_BINLOG;
  }

  @Override
  public List<Setting> context() {
    return List.of(Settings.LOG_BIN);
  }

  @Override
  public Optional<String> idle(Case it) {
    return it.aurora()
        ? Optional.of("on Aurora the binlog is in the cluster volume, and this cannot be changed")
        : Optional.empty();
  }

  @Override
  public Verdict of(String value, Case it) {
    if (it.is(Settings.LOG_BIN, "OFF")) {
      return new Verdict.Moot("it writes no binlog");
    }
    if (value.equals("1")) {
      return new Verdict.Right("Every commit group of the binlog is synced to disk.");
    }
    if (!value.matches("\\d{1,18}")) {
      return new Verdict.Unclear("sync_binlog=" + value + " is no number");
    }
    String how =
        value.equals("0") ? "when the system likes" : "only every " + value + " commit groups";
    return new Verdict.Wrong(severity(it), "The binlog is synced " + how + ".", "1");
  }

  private static Severity severity(Case it) {
    return it.source() && it.engine() != EngineKind.RDS_CLUSTER
        ? it.where(Severity.CRITICAL, Severity.NOTICE)
        : it.where(Severity.WARNING, Severity.NOTICE);
  }

  @Override
  public Severity stake(Case it) {
    return severity(it);
  }

  @Override
  public String why(Case it) {
    return it.copy()
        ? "A copy may run so for a while; its own binlog may then lack what it applied, which"
            + " counts once it is promoted or restored from."
        : "After a host failure or a Multi-AZ failover the binlog can be behind the data: replicas"
            + " miss rows or stop with 1236, GTIDs are used twice, and the last commits are rolled"
            + " back because the binlog does not name them.";
  }
}
