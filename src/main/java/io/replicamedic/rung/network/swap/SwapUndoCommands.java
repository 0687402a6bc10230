package io.replicamedic.rung.network.swap;

import io.replicamedic.isolation.SwapState;
import io.replicamedic.rung.network.Cli;
import java.util.ArrayList;
import java.util.List;

/**
 * The undo of a swap of groups as AWS CLI commands, for the day on which no instance of ours lives.
 */
final class SwapUndoCommands {
  private SwapUndoCommands() {}

  static List<String> of(SwapDocument document, Cli cli) {
    SwapState state = document.state();
    List<String> lines = new ArrayList<>(cli.preamble());
    if (state.intended()) {
      String groups = String.join(" ", state.list());
      lines.add("# the list as it was; groups that were given to it since must be named as well:");
      if (document.cluster().isEmpty()) {
        String of = " --db-instance-identifier " + document.instance();
        lines.add(
            cli.aws("rds describe-db-instances")
                + of
                + " --query 'DBInstances[].VpcSecurityGroups[]' --output text");
        lines.add(cli.aws("rds modify-db-instance") + of + " --vpc-security-group-ids " + groups);
        lines.add(cli.aws("rds wait db-instance-available") + of);
      } else {
        String of = " --db-cluster-identifier " + document.cluster();
        lines.add(
            cli.aws("rds describe-db-clusters")
                + of
                + " --query 'DBClusters[].VpcSecurityGroups[]' --output text");
        lines.add(cli.aws("rds modify-db-cluster") + of + " --vpc-security-group-ids " + groups);
        lines.add(cli.aws("rds wait db-cluster-available") + of);
      }
      lines.add("# an answer DependencyViolation means that this is not in force yet: repeat");
    } else {
      lines.add("# the database's groups were never changed");
    }
    lines.add("# the temporary group that replica-medic made");
    lines.add(
        cli.aws("ec2 describe-security-groups")
            + " --filters Name=vpc-id,Values="
            + state.vpc()
            + " 'Name=group-name,Values="
            + state.name()
            + "' --query 'SecurityGroups[].GroupId' --output text"
            + " | xargs -r "
            + cli.aws("ec2 delete-security-group")
            + " --group-id");
    return lines;
  }
}
