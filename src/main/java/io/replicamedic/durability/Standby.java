package io.replicamedic.durability;

import io.replicamedic.replication.Severity;
import java.util.Optional;

/** Whether another zone can take over. */
final class Standby implements TraitRule {
  @Override
  public String id() {
    return "standby";
  }

  @Override
  public Optional<String> idle(Case it) {
    return it.engine() == EngineKind.RDS_CLUSTER
        ? Optional.of("a Multi-AZ DB cluster has two readers in other zones by design")
        : Optional.empty();
  }

  @Override
  public String field() {
    return "MultiAZ";
  }

  @Override
  public String text(RdsTraits traits) {
    return traits.multiAz()
        + ", "
        + traits.members()
        + (traits.members() == 1 ? " member" : " members");
  }

  @Override
  public Verdict of(RdsTraits traits, Case it) {
    if (traits.multiAz()) {
      return new Verdict.Right("Another zone can take over.");
    }
    String summary =
        it.aurora() && traits.members() > 1
            ? "All its members are in one zone."
            : "Nothing in another zone can take over.";
    return new Verdict.Wrong(it.where(Severity.WARNING, Severity.NOTICE), summary, "");
  }

  @Override
  public Severity stake(Case it) {
    return it.where(Severity.WARNING, Severity.NOTICE);
  }

  @Override
  public String why(Case it) {
    return it.aurora()
        ? "Aurora's data is in three zones all the same; but until an instance has been made in"
            + " another one, nobody can write."
        : "While its zone is out, so is the database; and if the zone's disk does not come back,"
            + " what is left are backups, which end up to five minutes earlier.";
  }

  @Override
  public String fix(Case it) {
    return it.aurora()
        ? "Add a reader in another zone."
        : "Modify the instance to Multi-AZ (with innodb_flush_log_at_trx_commit=1 and"
            + " sync_binlog=1: a failover is a host failure).";
  }
}
