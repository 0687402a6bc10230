package io.replicamedic.durability;

import io.replicamedic.replication.Severity;
import java.util.Optional;

/** Whether there are automated backups. */
final class Backups implements TraitRule {
  @Override
  public String id() {
    return "backups";
  }

  @Override
  public Optional<String> idle(Case it) {
    return it.copy() ? Optional.of("its source has the backups") : Optional.empty();
  }

  @Override
  public String field() {
    return "BackupRetentionPeriod";
  }

  @Override
  public String text(RdsTraits traits) {
    return traits.backupRetentionDays() + " days";
  }

  @Override
  public Verdict of(RdsTraits traits, Case it) {
    return traits.backupRetentionDays() > 0
        ? new Verdict.Right("Automated backups go back " + text(traits) + ".")
        : new Verdict.Wrong(Severity.CRITICAL, "There are no automated backups.", "");
  }

  @Override
  public Severity stake(Case it) {
    return Severity.CRITICAL;
  }

  @Override
  public String why(Case it) {
    return "Whatever replication copies, it copies a wrong DELETE, too. Without backups there is no"
        + " restore to a point in time; RDS then writes no binlog either, and makes no replicas.";
  }

  @Override
  public String fix(Case it) {
    return "Set a backup retention of 7 days or more. From 0 that means an outage of seconds.";
  }
}
