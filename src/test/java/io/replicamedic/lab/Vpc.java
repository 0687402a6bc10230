package io.replicamedic.lab;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Security groups, their rules, network interfaces, subnets and prefix lists at one moment; each
 * change is a new value. Kept by the {@link AwsEndpoint}; knows AWS's rules and no XML.
 */
record Vpc(
    Map<String, Group> groups,
    Map<String, Rule> rules,
    Map<String, Interface> interfaces,
    Subnets subnets,
    Map<String, PrefixList> lists) {
  /** AWS's default quota, per direction and address family. */
  static final int RULES_PER_GROUP = 60;

  record Group(String id, String name, String description, Map<String, String> tags) {}

  record Rule(
      String id,
      String group,
      Direction direction,
      Grant grant,
      String description,
      Map<String, String> tags) {
    boolean refersTo(String other) {
      return grant.kind() == Grant.Kind.GROUP && grant.target().equals(other);
    }
  }

  /** An interface; the first of its addresses is the primary one, IPv6 ones have colons. */
  record Interface(
      String id, String description, String subnet, List<String> addresses, List<String> groups) {
    Interface having(List<String> others) {
      return new Interface(id, description, subnet, addresses, List.copyOf(others));
    }
  }

  /** What a write did: the state after it and the rules it made or took. */
  record Change(Vpc after, List<Rule> rules) {}

  static Vpc empty(Subnets subnets) {
    return new Vpc(Map.of(), Map.of(), Map.of(), subnets, Map.of());
  }

  Vpc with(Subnets others) {
    return new Vpc(groups, rules, interfaces, others, lists);
  }

  Vpc with(PrefixList list) {
    return new Vpc(groups, rules, interfaces, subnets, with(lists, list.id(), list));
  }

  Vpc with(Group group) {
    return new Vpc(with(groups, group.id(), group), rules, interfaces, subnets, lists);
  }

  Vpc with(Interface networkInterface) {
    networkInterface.groups().forEach(this::group);
    subnets.subnet(networkInterface.subnet());
    return new Vpc(
        groups, rules, with(interfaces, networkInterface.id(), networkInterface), subnets, lists);
  }

  /** That interface with other groups. */
  Vpc regrouped(String networkInterface, List<String> others) {
    return interfaces.values().stream()
        .filter(it -> it.id().equals(networkInterface))
        .findFirst()
        .map(it -> with(it.having(others)))
        .orElseThrow();
  }

  /**
   * Its rules go with it.
   *
   * @param ofDatabases groups that databases have, or are about to have
   */
  Vpc without(String groupId, Set<String> ofDatabases) {
    group(groupId);
    boolean worn =
        ofDatabases.contains(groupId)
            || interfaces.values().stream().anyMatch(it -> it.groups().contains(groupId));
    boolean referredTo =
        rules.values().stream()
            .anyMatch(rule -> !rule.group().equals(groupId) && rule.refersTo(groupId));
    if (worn || referredTo) {
      throw AwsError.client(
          "DependencyViolation", "resource " + groupId + " has a dependent object");
    }
    Map<String, Group> fewer = new TreeMap<>(groups);
    fewer.remove(groupId);
    Map<String, Rule> left = new TreeMap<>(rules);
    rulesOf(groupId).forEach(rule -> left.remove(rule.id()));
    return new Vpc(fewer, left, interfaces, subnets, lists);
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

  PrefixList list(String id) {
    PrefixList list = lists.get(id);
    if (list == null) {
      throw AwsError.client(
          "InvalidPrefixListID.NotFound", "The prefix list ID '" + id + "' does not exist");
    }
    return list;
  }

  List<Rule> rulesOf(String group) {
    return rules.values().stream().filter(rule -> rule.group().equals(group)).toList();
  }

  List<Rule> rulesOf(String group, Direction direction) {
    return rulesOf(group).stream().filter(rule -> rule.direction() == direction).toList();
  }

  /** All of them or none. */
  Change authorize(
      String group,
      Direction direction,
      List<Grant.Described> grants,
      Map<String, String> tags,
      Supplier<String> freshId) {
    group(group);
    Set<Grant> present = new HashSet<>();
    rulesOf(group, direction).forEach(rule -> present.add(rule.grant()));
    Map<String, Rule> more = new TreeMap<>(rules);
    List<Rule> made = new ArrayList<>();
    for (Grant.Described wanted : grants) {
      mustExist(wanted.grant());
      if (!present.add(wanted.grant())) {
        throw AwsError.client(
            "InvalidPermission.Duplicate",
            "the specified rule \"%s\" already exists".formatted(wanted.grant()));
      }
      Rule rule =
          new Rule(
              freshId.get(),
              group,
              direction,
              wanted.grant(),
              wanted.description(),
              Map.copyOf(tags));
      more.put(rule.id(), rule);
      made.add(rule);
    }
    if (weight(present, Grant.Kind.IPV4) > RULES_PER_GROUP
        || weight(present, Grant.Kind.IPV6) > RULES_PER_GROUP) {
      throw AwsError.client(
          "RulesPerSecurityGroupLimitExceeded",
          "The maximum number of rules per security group has been reached.");
    }
    return new Change(new Vpc(groups, more, interfaces, subnets, lists), made);
  }

  /** All of them or none. */
  Change revoke(String group, List<String> ids) {
    group(group);
    List<Rule> taken = ids.stream().map(this::rule).toList();
    for (Rule rule : taken) {
      if (!rule.group().equals(group) || !rule.direction().isEgress()) {
        throw AwsError.client(
            "InvalidSecurityGroupRuleId.NotFound",
            "The security group rule ID '%s' does not exist in '%s'".formatted(rule.id(), group));
      }
    }
    Map<String, Rule> fewer = new TreeMap<>(rules);
    ids.forEach(fewer::remove);
    return new Change(new Vpc(groups, fewer, interfaces, subnets, lists), taken);
  }

  /** By content, as a VPC that is not the default one answers: the missing is an error. */
  Change revokeContent(String group, List<Grant> grants) {
    group(group);
    List<String> ids = new ArrayList<>();
    for (Grant grant : grants) {
      ids.add(
          rulesOf(group, Direction.EGRESS).stream()
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

  /** What a rule leads to; another account's group is beyond us. */
  private void mustExist(Grant grant) {
    if (grant.kind() == Grant.Kind.GROUP && !grant.target().contains("/")) {
      group(grant.target());
    } else if (grant.kind() == Grant.Kind.PREFIX_LIST) {
      list(grant.target());
    }
  }

  /** A prefix list counts as its size, a group's reference in both families. */
  private int weight(Set<Grant> grants, Grant.Kind family) {
    return grants.stream()
        .mapToInt(
            grant ->
                switch (grant.kind()) {
                  case IPV4, IPV6 -> grant.kind() == family ? 1 : 0;
                  case GROUP -> 1;
                  case PREFIX_LIST ->
                      list(grant.target()).family() == family
                          ? list(grant.target()).maxEntries()
                          : 0;
                })
        .sum();
  }

  private static <T> Map<String, T> with(Map<String, T> map, String key, T value) {
    Map<String, T> more = new TreeMap<>(map);
    more.put(key, value);
    return more;
  }
}
