package io.replicamedic.durability;

import io.replicamedic.replication.Severity;
import java.util.Optional;

/** Whether a replica may stop fetching while its source still has what nobody else does. */
final class RelayLogSpace implements SettingRule {
  @Override
  public String id() {
    return "relay-log-space";
  }

  @Override
  public Setting setting() {
    return Settings.RELAY_SPACE;
  }

  @Override
  public Optional<String> idle(Case it) {
    return it.replica() ? Optional.empty() : Optional.of("it is not a replica");
  }

  @Override
  public Verdict of(String value, Case it) {
    return value.equals("0")
        ? new Verdict.Right("The receiver fetches whatever its source has.")
        : new Verdict.Wrong(
            Severity.NOTICE,
            "The receiver stops fetching at " + value + " bytes of relay logs.",
            "0");
  }

  @Override
  public Severity stake(Case it) {
    return Severity.NOTICE;
  }

  @Override
  public String why(Case it) {
    return "While the applier lags, the receiver waits at the limit and fetches nothing more. What"
        + " the source loses meanwhile, or purges, this replica does not have either.";
  }
}
