package io.replicamedic.lab;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Rules in the three shapes in which EC2 tells them; called by {@link Ec2}. */
final class RuleXml {
  private RuleXml() {}

  static Xml rules(String set, List<Vpc.Rule> rules) {
    return Xml.list(set, "item", rules.stream(), RuleXml::rule);
  }

  /** A SecurityGroupRule. */
  static List<Xml> rule(Vpc.Rule rule) {
    List<Xml> content =
        new ArrayList<>(
            List.of(
                Xml.of("securityGroupRuleId", rule.id()),
                Xml.of("groupId", rule.group()),
                Xml.of("groupOwnerId", Ec2.ACCOUNT),
                Xml.of("isEgress", rule.direction().isEgress()),
                Xml.of("ipProtocol", rule.grant().protocol()),
                Xml.of("fromPort", rule.grant().fromPort()),
                Xml.of("toPort", rule.grant().toPort()),
                target(rule.grant())));
    described(content, rule);
    content.add(tags(rule.tags()));
    return content;
  }

  static Xml tags(Map<String, String> tags) {
    return Xml.list(
        "tagSet",
        "item",
        tags.entrySet().stream(),
        tag -> List.of(Xml.of("key", tag.getKey()), Xml.of("value", tag.getValue())));
  }

  /** RevokedSecurityGroupRule: like a rule, with other names for where it led. */
  static Xml revoked(String set, List<Vpc.Rule> rules) {
    return Xml.list(
        set,
        "item",
        rules.stream(),
        rule -> {
          Xml target =
              rule.grant().kind() == Grant.Kind.GROUP
                  ? Xml.of("referencedGroupId", rule.grant().target())
                  : target(rule.grant());
          List<Xml> content =
              new ArrayList<>(
                  List.of(
                      Xml.of("securityGroupRuleId", rule.id()),
                      Xml.of("groupId", rule.group()),
                      Xml.of("isEgress", rule.direction().isEgress()),
                      Xml.of("ipProtocol", rule.grant().protocol()),
                      Xml.of("fromPort", rule.grant().fromPort()),
                      Xml.of("toPort", rule.grant().toPort()),
                      target));
          described(content, rule);
          return content;
        });
  }

  /** A group's {@code ipPermissionsEgress}, say: its rules by protocol and ports. */
  static Xml permissions(String set, List<Vpc.Rule> rules) {
    Map<String, List<Vpc.Rule>> byPorts = new LinkedHashMap<>();
    for (Vpc.Rule rule : rules) {
      Grant grant = rule.grant();
      byPorts
          .computeIfAbsent(
              grant.protocol() + " " + grant.fromPort() + " " + grant.toPort(),
              key -> new ArrayList<>())
          .add(rule);
    }
    return Xml.list(set, "item", byPorts.values().stream(), RuleXml::permission);
  }

  private static List<Xml> permission(List<Vpc.Rule> rules) {
    Grant one = rules.getFirst().grant();
    List<Xml> content = new ArrayList<>(List.of(Xml.of("ipProtocol", one.protocol())));
    if (!one.protocol().equals(Grant.ALL)) {
      content.add(Xml.of("fromPort", one.fromPort()));
      content.add(Xml.of("toPort", one.toPort()));
    }
    content.add(targets("groups", "groupId", of(rules, Grant.Kind.GROUP)));
    content.add(targets("ipRanges", "cidrIp", of(rules, Grant.Kind.IPV4)));
    content.add(targets("ipv6Ranges", "cidrIpv6", of(rules, Grant.Kind.IPV6)));
    content.add(targets("prefixListIds", "prefixListId", of(rules, Grant.Kind.PREFIX_LIST)));
    return content;
  }

  private static Stream<Vpc.Rule> of(List<Vpc.Rule> rules, Grant.Kind kind) {
    return rules.stream().filter(rule -> rule.grant().kind() == kind);
  }

  private static Xml targets(String list, String field, Stream<Vpc.Rule> rules) {
    return Xml.list(
        list,
        "item",
        rules,
        rule -> {
          List<Xml> content =
              new ArrayList<>(
                  rule.grant().kind() == Grant.Kind.GROUP
                      ? group(rule.grant().target())
                      : List.of(Xml.of(field, rule.grant().target())));
          described(content, rule);
          return content;
        });
  }

  private static Xml target(Grant grant) {
    return switch (grant.kind()) {
      case IPV4 -> Xml.of("cidrIpv4", grant.target());
      case IPV6 -> Xml.of("cidrIpv6", grant.target());
      case PREFIX_LIST -> Xml.of("prefixListId", grant.target());
      case GROUP -> Xml.of("referencedGroupInfo", group(grant.target()));
    };
  }

  /** With its account when that is another one's. */
  private static List<Xml> group(String target) {
    int slash = target.indexOf('/');
    Xml group = Xml.of("groupId", target.substring(slash + 1));
    return slash < 0
        ? List.of(group)
        : List.of(Xml.of("userId", target.substring(0, slash)), group);
  }

  /** AWS leaves the element out when a rule has no description. */
  private static void described(List<Xml> content, Vpc.Rule rule) {
    if (!rule.description().isEmpty()) {
      content.add(Xml.of("description", rule.description()));
    }
  }
}
