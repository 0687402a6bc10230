package io.replicamedic.lab;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Security groups, their egress rules and network interfaces at one moment; each change is a new
 * value. Kept by the {@link AwsEndpoint}; knows AWS's rules and no XML.
 */
record Vpc(Map<String, Group> groups, Map<String, Rule> rules, Map<String, Interface> interfaces) {
  /** AWS's default quota, per direction and address family. */
  static final int RULES_PER_GROUP = 60;

  static final Vpc EMPTY = new Vpc(Map.of(), Map.of(), Map.of());

  record Group(String id, String name) {}

  record Rule(String id, String group, Grant grant, String description, Map<String, String> tags) {}

  record Interface(String id, String description, String address, List<String> groups) {}

  /** What a write did: the state after it and the rules it made or took. */
  record Change(Vpc after, List<Rule> rules) {}

  Vpc with(Group group) {
    return new Vpc(with(groups, group.id(), group), rules, interfaces);
  }

  Vpc with(Interface networkInterface) {
    networkInterface.groups().forEach(this::group);
    return new Vpc(groups, rules, with(interfaces, networkInterface.id(), networkInterface));
  }

  Group group(String id) {
    Group group = groups.get(id);
    if (group == null) {
      throw AwsError.client(
          "InvalidGroup.NotFound", "The security group '" + id + "' does not exist");
    }
    return group;
  }

  Rule rule(String id) {
    Rule rule = rules.get(id);
    if (rule == null) {
      throw AwsError.client(
          "InvalidSecurityGroupRuleId.NotFound",
          "The security group rule ID '" + id + "' does not exist");
    }
    return rule;
  }

  List<Rule> rulesOf(String group) {
    return rules.values().stream().filter(rule -> rule.group().equals(group)).toList();
  }

  /** All of them or none. */
  Change authorize(
      String group,
      List<Grant.Described> grants,
      Map<String, String> tags,
      Supplier<String> freshId) {
    group(group);
    Set<Grant> present = new HashSet<>();
    rulesOf(group).forEach(rule -> present.add(rule.grant()));
    Map<String, Rule> more = new TreeMap<>(rules);
    List<Rule> made = new ArrayList<>();
    for (Grant.Described wanted : grants) {
      if (!present.add(wanted.grant())) {
        throw AwsError.client(
            "InvalidPermission.Duplicate",
            "the specified rule \"%s\" already exists".formatted(wanted.grant()));
      }
      Rule rule =
          new Rule(freshId.get(), group, wanted.grant(), wanted.description(), Map.copyOf(tags));
      more.put(rule.id(), rule);
      made.add(rule);
    }
    if (exceeds(present, Grant.Kind.IPV6) || exceeds(present, Grant.Kind.IPV4)) {
      throw AwsError.client(
          "RulesPerSecurityGroupLimitExceeded",
          "The maximum number of rules per security group has been reached.");
    }
    return new Change(new Vpc(groups, more, interfaces), made);
  }

  /** All of them or none. */
  Change revoke(String group, List<String> ids) {
    group(group);
    List<Rule> taken = ids.stream().map(this::rule).toList();
    for (Rule rule : taken) {
      if (!rule.group().equals(group)) {
        throw AwsError.client(
            "InvalidSecurityGroupRuleId.NotFound",
            "The security group rule ID '%s' does not exist in '%s'".formatted(rule.id(), group));
      }
    }
    Map<String, Rule> fewer = new TreeMap<>(rules);
    ids.forEach(fewer::remove);
    return new Change(new Vpc(groups, fewer, interfaces), taken);
  }

  /** By content, as a VPC that is not the default one answers: the missing is an error. */
  Change revokeContent(String group, List<Grant> grants) {
    group(group);
    List<String> ids = new ArrayList<>();
    for (Grant grant : grants) {
      ids.add(
          rulesOf(group).stream()
              .filter(rule -> rule.grant().equals(grant))
              .findFirst()
              .orElseThrow(
                  () ->
                      AwsError.client(
                          "InvalidPermission.NotFound",
                          "The specified rule does not exist in this security group."))
              .id());
    }
    return revoke(group, ids);
  }

  /** Whether there are too many once the other address family is left out. */
  private static boolean exceeds(Set<Grant> grants, Grant.Kind otherFamily) {
    return grants.stream().filter(grant -> grant.kind() != otherFamily).count() > RULES_PER_GROUP;
  }

  private static <T> Map<String, T> with(Map<String, T> map, String key, T value) {
    Map<String, T> more = new TreeMap<>(map);
    more.put(key, value);
    return more;
  }
}
