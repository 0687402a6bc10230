package io.replicamedic.durability;

import io.replicamedic.replication.Severity;
import java.util.Optional;

/** Aurora's own safety catch on that setting. */
final class AllowDataLoss implements SettingRule {
  @Override
  public String id() {
    return "allow-data-loss";
  }

  @Override
  public Setting setting() {
    return Settings.ALLOW_LOSS;
  }

  @Override
  public Optional<String> idle(Case it) {
    return it.aurora() ? Optional.empty() : Optional.of("only Aurora has this safety catch");
  }

  @Override
  public Verdict of(String value, Case it) {
    return value.equals("OFF")
        ? new Verdict.Right("Nobody can relax durability without taking the catch off first.")
        : new Verdict.Wrong(
            Severity.NOTICE,
            "The catch is off: innodb_flush_log_at_trx_commit can be changed by one call.",
            "0");
  }

  /** Aurora 2 has none; where the server does not show it, the group's word counts. */
  @Override
  public Verdict ofNone(Case it) {
    if (it.version().filter(version -> version.before(8, 0, 0)).isPresent()) {
      return new Verdict.Moot("Aurora 2 has no such catch");
    }
    return it.said(setting())
        .flatMap(said -> said.meaning(setting(), it))
        .map(meaning -> of(meaning, it))
        .orElseGet(() -> SettingRule.super.ofNone(it));
  }

  @Override
  public Severity stake(Case it) {
    return Severity.NOTICE;
  }

  @Override
  public String why(Case it) {
    return "Aurora 3 lets innodb_flush_log_at_trx_commit be anything but 1 only while"
        + " innodb_trx_commit_allow_data_loss is 1. Left at 1 after a load it loses nothing by"
        + " itself, but the next careless change does.";
  }
}
