package io.replicamedic.rung.parameters;

import io.replicamedic.durability.ParameterGroup.Scope;
import io.replicamedic.outside.AwsAccount;
import io.replicamedic.outside.ParameterGroups.When;
import io.replicamedic.rung.network.Cli;
import java.util.List;

/**
 * How a person takes changes back, as AWS CLI commands or statements: offered, never owed (law 3).
 */
public final class Reversal {
  private Reversal() {}

  /** One command a parameter, with the value that the group had. */
  public static List<String> commands(AwsAccount account, List<GroupChange> changes) {
    return changes.stream().filter(GroupChange::needed).map(it -> command(account, it)).toList();
  }

  private static String command(AwsAccount account, GroupChange change) {
    String cluster = change.scope() == Scope.CLUSTER ? "cluster-" : "";
    When when = change.change().when();
    String group = " --db-" + cluster + "parameter-group-name " + change.group();
    boolean set = change.byUser() && change.was().isPresent();
    String verb = set ? "modify" : "reset";
    return new Cli(account).aws("rds " + verb + "-db-" + cluster + "parameter-group")
        + group
        + " --parameters "
        + (set
            ? parameter(change.remedy().parameter(), change.was().orElseThrow(), when)
            : "ParameterName=" + change.remedy().parameter() + ",ApplyMethod=" + when.word());
  }

  // The CLI's short form ends a value at a comma and reads braces; the shell reads the rest.
  private static String parameter(String name, String value, When when) {
    if (value.matches("[\\w.:-]+")) {
      return "ParameterName=%s,ParameterValue=%s,ApplyMethod=%s"
          .formatted(name, value, when.word());
    }
    String json = value.replace("\\", "\\\\").replace("\"", "\\\"").replace("'", "'\\''");
    return "'[{\"ParameterName\":\"%s\",\"ParameterValue\":\"%s\",\"ApplyMethod\":\"%s\"}]'"
        .formatted(name, json, when.word());
  }

  /** The statement that sets a variable back. */
  public static String statement(String variable, String was) {
    return SettingStatement.of(variable, was);
  }
}
