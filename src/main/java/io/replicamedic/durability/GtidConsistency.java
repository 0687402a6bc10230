package io.replicamedic.durability;

import io.replicamedic.replication.Severity;

/** Whether statements that GTIDs cannot carry are refused. */
final class GtidConsistency implements SettingRule {
  @Override
  public String id() {
    return "gtid-consistency";
  }

  @Override
  public Setting setting() {
    return Settings.GTID_CONSISTENCY;
  }

  @Override
  public Verdict of(String value, Case it) {
    return value.equals("ON")
        ? new Verdict.Right("Statements that cannot be logged under one GTID are refused.")
        : new Verdict.Wrong(Severity.NOTICE, "enforce_gtid_consistency is " + value + ".", "");
  }

  @Override
  public Severity stake(Case it) {
    return Severity.NOTICE;
  }

  @Override
  public String why(Case it) {
    return "gtid_mode=ON needs it, and a replica with GTIDs stops on what a source without it lets"
        + " through.";
  }

  @Override
  public String more(Case it) {
    return "Set enforce_gtid_consistency=WARN first, watch the error log for a day, then ON: an"
        + " application may use statements that ON refuses.";
  }
}
