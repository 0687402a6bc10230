package io.replicamedic.durability;

import io.replicamedic.replication.Severity;
import java.util.Optional;

/** Whether a Multi-AZ DB cluster's writer waits for a reader. */
final class SemiSync implements SettingRule {
  @Override
  public String id() {
    return "semi-sync";
  }

  @Override
  public Setting setting() {
    return Settings.SEMI_SYNC;
  }

  @Override
  public Optional<String> idle(Case it) {
    if (it.engine() != EngineKind.RDS_CLUSTER) {
      return Optional.of("only a Multi-AZ DB cluster replicates semi-synchronously by design");
    }
    return it.replica() && !it.source()
        ? Optional.of("it is a reader: the writer waits, not it")
        : Optional.empty();
  }

  @Override
  public Verdict of(String value, Case it) {
    return value.equals("ON")
        ? new Verdict.Right("A commit waits until a reader has it.")
        : new Verdict.Wrong(Severity.CRITICAL, "Commits wait for no reader.", "");
  }

  @Override
  public Verdict ofNone(Case it) {
    return new Verdict.Unclear("the server shows no semi-synchronous plugin");
  }

  @Override
  public Severity stake(Case it) {
    return Severity.WARNING;
  }

  @Override
  public String why(Case it) {
    return "A failover of such a cluster promotes a reader with storage of its own. It has every"
        + " acknowledged commit only because the writer waited for a reader.";
  }

  @Override
  public String more(Case it) {
    return "RDS sets it: ask AWS why it is off.";
  }
}
