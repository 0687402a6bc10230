package io.replicamedic.rung.network.rules;

import io.replicamedic.isolation.CutState;
import io.replicamedic.isolation.EgressRule;
import io.replicamedic.isolation.GroupCut;
import io.replicamedic.isolation.Mark;
import io.replicamedic.isolation.Peer;
import io.replicamedic.isolation.Permission;
import io.replicamedic.rung.network.Cli;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/** The undo of a cut as AWS CLI commands, for the day on which no instance of ours lives. */
final class UndoCommands {
  private static final JsonMapper JSON = JsonMapper.shared();

  private UndoCommands() {}

  static List<String> of(CutState state, Cli cli) {
    List<String> lines = new ArrayList<>(cli.preamble());
    for (GroupCut group : state.cut().groups()) {
      List<EgressRule> meant =
          group.revoke().stream().filter(rule -> state.revoking().contains(rule.id())).toList();
      if (!meant.isEmpty()) {
        lines.add("# an answer InvalidSecurityGroupRuleId.NotFound means that it is gone already");
        // One by one: AWS refuses all of a call for one that is gone.
        meant.forEach(rule -> lines.add(revoke(rule, cli)));
        lines.add("# an answer InvalidPermission.Duplicate means that it is there already");
        meant.forEach(rule -> lines.add(authorize(rule, cli)));
      }
      lines.add("# rules that replica-medic added in their place");
      lines.add(removeOurs(group.group(), state.obligationId(), cli));
    }
    return lines;
  }

  private static String revoke(EgressRule rule, Cli cli) {
    return cli.aws("ec2 revoke-security-group-egress")
        + " --group-id "
        + rule.group()
        + " --security-group-rule-ids "
        + rule.id();
  }

  private static String authorize(EgressRule rule, Cli cli) {
    String command =
        cli.aws("ec2 authorize-security-group-egress")
            + " --group-id "
            + rule.group()
            + " --ip-permissions "
            + quoted(JSON.writeValueAsString(List.of(permission(rule))));
    return rule.tags().isEmpty()
        ? command
        : command
            + " --tag-specifications "
            + quoted(
                JSON.writeValueAsString(
                    List.of(Map.of("ResourceType", "security-group-rule", "Tags", tags(rule)))));
  }

  private static Map<String, Object> permission(EgressRule rule) {
    Permission permission = rule.permission();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("IpProtocol", permission.protocol());
    if (!permission.protocol().equals(Permission.ALL)) {
      json.put("FromPort", permission.fromPort());
      json.put("ToPort", permission.toPort());
    }
    Map<String, Object> peer = new LinkedHashMap<>();
    String list =
        switch (permission.peer()) {
          case Peer.Ipv4 ipv4 -> {
            peer.put("CidrIp", ipv4.toString());
            yield "IpRanges";
          }
          case Peer.Ipv6 ipv6 -> {
            peer.put("CidrIpv6", ipv6.toString());
            yield "Ipv6Ranges";
          }
          case Peer.PrefixList prefixes -> {
            peer.put("PrefixListId", prefixes.toString());
            yield "PrefixListIds";
          }
          case Peer.Group group -> {
            peer.put("GroupId", group.toString());
            yield "UserIdGroupPairs";
          }
        };
    if (!rule.description().isEmpty()) {
      peer.put("Description", rule.description());
    }
    json.put(list, List.of(peer));
    return json;
  }

  private static List<Map<String, String>> tags(EgressRule rule) {
    return new TreeMap<>(rule.tags())
        .entrySet().stream()
            .map(
                tag -> {
                  Map<String, String> json = new LinkedHashMap<>();
                  json.put("Key", tag.getKey());
                  json.put("Value", tag.getValue());
                  return json;
                })
            .toList();
  }

  private static String removeOurs(String group, String obligationId, Cli cli) {
    return cli.aws("ec2 describe-security-group-rules")
        + " --filters Name=group-id,Values="
        + group
        + " --query "
        + quoted(
            "SecurityGroupRules[?Description=='" + Mark.of(obligationId) + "'].SecurityGroupRuleId")
        + " --output text | xargs -r "
        + cli.aws("ec2 revoke-security-group-egress")
        + " --group-id "
        + group
        + " --security-group-rule-ids";
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
