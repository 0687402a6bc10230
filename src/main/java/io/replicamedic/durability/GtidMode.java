package io.replicamedic.durability;

import io.replicamedic.replication.Severity;

/** Whether transactions have names. */
final class GtidMode implements SettingRule {
  @Override
  public String id() {
    return "gtid-mode";
  }

  @Override
  public Setting setting() {
    return Settings.GTID_MODE;
  }

  @Override
  public Verdict of(String value, Case it) {
    if (value.equals("ON")) {
      return new Verdict.Right("Every transaction has a GTID.");
    }
    return new Verdict.Wrong(severity(value, it), "gtid_mode is " + value + ".", "");
  }

  /** RDS minds the positions of its own replicas; elsewhere a person would have to find them. */
  private static Severity severity(String value, Case it) {
    boolean manual = it.plain() || it.aurora();
    return manual && !value.equals("ON_PERMISSIVE") && (it.source() || it.replica())
        ? Severity.WARNING
        : Severity.NOTICE;
  }

  @Override
  public Severity stake(Case it) {
    return Severity.NOTICE;
  }

  @Override
  public String why(Case it) {
    return "After a failure a replica finds its place by GTIDs; by file and position somebody must"
        + " find it by hand, and gaps of parallel workers go unseen. GTIDs also tell errant"
        + " transactions and name what a failover lost.";
  }

  @Override
  public String more(Case it) {
    return "Go in steps, the source and all replicas at each before the next:"
        + " enforce_gtid_consistency=WARN, then ON, then gtid_mode OFF_PERMISSIVE, ON_PERMISSIVE,"
        + " ON"
        + (it.plain() ? "." : " (in the parameter group; RDS wants a restart for each).");
  }
}
