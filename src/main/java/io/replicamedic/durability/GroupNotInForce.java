package io.replicamedic.durability;

import io.replicamedic.replication.Severity;
import java.util.List;
import java.util.Locale;

/**
 * The parameter group is right, the running server is not: looks safe in the console, and is not.
 */
record GroupNotInForce(List<SettingRule> rules) implements DriftRule {
  @Override
  public String id() {
    return "group-not-in-force";
  }

  @Override
  public boolean reports(Drift drift) {
    return drift.notInForce();
  }

  @Override
  public Severity severity(Drift drift) {
    return drift.severity();
  }

  @Override
  public String summary(String words) {
    return "The parameter group is right, but not in force: " + words + ".";
  }

  @Override
  public String why() {
    return "Whoever looks at the console or at the infrastructure's code sees the safe value, while"
        + " the server runs with the other: the setting that nobody looked at.";
  }

  @Override
  public String fix(Drift drift, Case it) {
    String name = drift.said().parameter();
    return switch (drift.said().group().applyStatus().toLowerCase(Locale.ROOT)) {
      case "pending-reboot" ->
          name
              + " waits for a restart: "
              + (drift.said().value().dynamic()
                  ? "set it again with ApplyMethod immediate."
                  : "restart at a time of your choice, before a failover chooses one.");
      case "failed-to-apply" ->
          name + " could not be applied: read the RDS events, and set it again.";
      case "applying" -> name + " is being applied: audit again in a minute.";
      default ->
          name
              + " was set by hand or is not taken over: set it again in the group, with"
              + " ApplyMethod immediate where it is dynamic, else restart.";
    };
  }

  @Override
  public String none() {
    return "Nothing that the parameter group has right runs wrong.";
  }
}
