package io.replicamedic.rung.network.acl;

import io.replicamedic.isolation.AclEntry;
import io.replicamedic.isolation.Cidr;
import io.replicamedic.isolation.DenialState;
import io.replicamedic.isolation.Placement;
import io.replicamedic.rung.network.Cli;
import java.util.ArrayList;
import java.util.List;

/**
 * The undo of a cut by network ACL as AWS CLI commands, for the day on which no instance of ours
 * lives.
 */
final class AclUndoCommands {
  private AclUndoCommands() {}

  static List<String> of(DenialState state, Cli cli) {
    List<String> lines = new ArrayList<>(cli.preamble());
    lines.add("# each deletes the entry with that number only if it is the one that we created");
    state.reserved().forEach(each -> lines.add(delete(each, cli)));
    return lines;
  }

  // A placeholder and the deny in its place differ in RuleAction only.
  private static String delete(Placement placement, Cli cli) {
    AclEntry entry = placement.deny();
    return cli.aws("ec2 describe-network-acls")
        + " --network-acl-ids "
        + placement.acl()
        + " --query \"NetworkAcls[].Entries[?Egress && RuleNumber==\\`"
        + entry.number()
        + "\\` && Protocol=='"
        + entry.protocol()
        + "' && "
        + block(entry.block())
        + " && PortRange.From==\\`"
        + entry.fromPort()
        + "\\` && PortRange.To==\\`"
        + entry.toPort()
        + "\\`].RuleNumber\" --output text | xargs -r "
        + cli.aws("ec2 delete-network-acl-entry")
        + " --network-acl-id "
        + placement.acl()
        + " --egress --rule-number";
  }

  private static String block(Cidr block) {
    String text = block.toString();
    return (text.contains(":") ? "Ipv6CidrBlock" : "CidrBlock") + "=='" + text + "'";
  }
}
