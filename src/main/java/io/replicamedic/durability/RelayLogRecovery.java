package io.replicamedic.durability;

import io.replicamedic.replication.Severity;
import java.util.Optional;

/** Whether a crashed replica distrusts its relay logs. */
final class RelayLogRecovery implements SettingRule {
  @Override
  public String id() {
    return "relay-log-recovery";
  }

  @Override
  public Setting setting() {
    return Settings.RELAY_RECOVERY;
  }

  @Override
  public Optional<String> idle(Case it) {
    return it.replica() ? Optional.empty() : Optional.of("it is not a replica");
  }

  @Override
  public Verdict of(String value, Case it) {
    return value.equals("ON")
        ? new Verdict.Right("After a crash it fetches anew what it had not applied.")
        : new Verdict.Wrong(
            Severity.WARNING, "After a crash it goes on with relay logs that may be damaged.", "1");
  }

  @Override
  public Severity stake(Case it) {
    return Severity.WARNING;
  }

  @Override
  public String why(Case it) {
    return "Relay logs are synced every 10,000 events by default, so a host failure leaves them"
        + " torn while the receiver's position is already past the hole: events are missed,"
        + " or the applier stops (13121, 13124). With recovery on they are thrown away and"
        + " fetched again from what was applied.";
  }
}
