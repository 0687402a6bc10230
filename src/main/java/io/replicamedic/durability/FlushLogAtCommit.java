package io.replicamedic.durability;

import io.replicamedic.replication.Severity;

/** Whether a commit is on disk before it is acknowledged: incident 2's setting. */
final class FlushLogAtCommit implements SettingRule {
  @Override
  public String id() {
    return "flush-log-at-commit";
  }

  @Override
  public Setting setting() {
    return Settings.FLUSH;
  }

  @Override
  public Verdict of(String value, Case it) {
    if (value.equals("1")) {
      return new Verdict.Right("Every commit reaches the disk before it is acknowledged.");
    }
    if (!value.equals("0") && !value.equals("2")) {
      return new Verdict.Unclear("innodb_flush_log_at_trx_commit=" + value + " is no known value");
    }
    return it.aurora() ? onAurora(value, it) : onDisk(value, it);
  }

  /** AWS, "Configuring how frequently the log buffer is flushed": by major version. */
  private static Verdict onAurora(String value, Case it) {
    if (value.equals("2") && it.version().isEmpty()) {
      return new Verdict.Unclear(
          "2 is safe on Aurora 3 and later only, and the version is unknown");
    }
    if (value.equals("2") && it.version().filter(of -> of.major() >= 8).isPresent()) {
      return new Verdict.Right("Aurora 3 and later wait for the cluster volume with 2 as with 1.");
    }
    return new Verdict.Wrong(
        it.where(Severity.CRITICAL, Severity.NOTICE),
        "Commits are acknowledged before the cluster volume has them ("
            + "innodb_flush_log_at_trx_commit="
            + value
            + ").",
        "1");
  }

  private static Verdict onDisk(String value, Case it) {
    String when = value.equals("0") ? "written and flushed" : "flushed to disk";
    return new Verdict.Wrong(
        it.where(clustered(value, it), Severity.NOTICE),
        "The redo log is "
            + when
            + " about once a second, not at commit ("
            + "innodb_flush_log_at_trx_commit="
            + value
            + ").",
        "1");
  }

  /**
   * In a Multi-AZ DB cluster a reader has every commit; 2 costs only a writer restarted in place.
   */
  private static Severity clustered(String value, Case it) {
    return it.engine() == EngineKind.RDS_CLUSTER && value.equals("2")
        ? Severity.WARNING
        : Severity.CRITICAL;
  }

  @Override
  public Severity stake(Case it) {
    return it.where(Severity.CRITICAL, Severity.NOTICE);
  }

  @Override
  public String why(Case it) {
    if (it.copy()) {
      return "A copy may run with 2 for a while, to catch up: its source has what it loses. But a"
          + " copy with a binlog of its own then names transactions whose rows a host failure took,"
          + " and never asks for them again. Set it back before it is promoted or switched to.";
    }
    if (it.aurora()) {
      return "Aurora keeps redo in its cluster volume. A commit that is acknowledged without"
          + " waiting for it is gone when the writer restarts or fails over, while a binlog"
          + " replica may have it already.";
    }
    return "0 loses commits when mysqld dies, 2 when the host does; a Multi-AZ failover is a host"
        + " failure. With sync_binlog=1 the binlog survives, so replicas have rows that the new"
        + " primary has not, GTID sets agree, and the next insert reuses the key (error 1062).";
  }

  @Override
  public String more(Case it) {
    return it.copy() ? "Once it has caught up, that is." : "";
  }
}
