package io.replicamedic.adapter.aws;

import io.replicamedic.outside.CloudUnreadable;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;

/** All rules of security groups, in and out; read by {@link Ec2Network} and {@link Ec2Groups}. */
final class GroupRules {
  /** The API's most. */
  static final int PAGE = 1000;

  private static final String GROUPS = "ec2:DescribeSecurityGroups";
  private static final String RULES = "ec2:DescribeSecurityGroupRules";

  private final Supplier<Ec2Client> reader;

  GroupRules(Supplier<Ec2Client> reader) {
    this.reader = reader;
  }

  /**
   * Every rule of these groups, as told.
   *
   * @throws CloudUnreadable when one of the groups does not exist
   */
  List<SecurityGroupRule> of(Set<String> groups) {
    if (groups.isEmpty()) {
      return List.of(); // a filter without values would mean every group
    }
    List<SecurityGroupRule> told =
        Calls.read(
            RULES,
            () ->
                reader
                    .get()
                    .describeSecurityGroupRulesPaginator(
                        all -> all.filters(Filters.in("group-id", groups)).maxResults(PAGE))
                    .securityGroupRules()
                    .stream()
                    .toList());
    Set<String> silent = new HashSet<>(groups);
    told.forEach(rule -> silent.remove(rule.groupId()));
    mustExist(silent);
    return told;
  }

  /** A rule put into our words; what cannot be is not guessed. */
  static <T> T read(SecurityGroupRule told, Function<SecurityGroupRule, T> words) {
    try {
      return words.apply(told);
    } catch (IllegalArgumentException e) {
      String why = "rule " + told.securityGroupRuleId() + " cannot be read: " + e.getMessage();
      throw new CloudUnreadable(RULES, "", why, e);
    }
  }

  /** The groups that match all of these filters. */
  List<SecurityGroup> groups(Filter... filters) {
    return Calls.read(
        GROUPS,
        () ->
            reader
                .get()
                .describeSecurityGroupsPaginator(all -> all.filters(filters).maxResults(PAGE))
                .securityGroups()
                .stream()
                .toList());
  }

  /**
   * A group that is not there must not pass for one without rules: it would read as cut already.
   * Rules are asked for by a filter, which need not complain about what it does not find.
   */
  private void mustExist(Set<String> groups) {
    if (groups.isEmpty()) {
      return;
    }
    Set<String> missing = new TreeSet<>(groups);
    Calls.read(
            GROUPS,
            () ->
                reader
                    .get()
                    .describeSecurityGroupsPaginator(all -> all.groupIds(groups))
                    .securityGroups()
                    .stream()
                    .map(SecurityGroup::groupId)
                    .toList())
        .forEach(missing::remove);
    if (!missing.isEmpty()) {
      throw Calls.unclear(GROUPS, "nothing is told of " + missing);
    }
  }
}
