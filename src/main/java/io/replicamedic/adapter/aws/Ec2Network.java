package io.replicamedic.adapter.aws;

import static io.replicamedic.adapter.aws.Calls.text;

import io.replicamedic.isolation.EgressRule;
import io.replicamedic.isolation.Permission;
import io.replicamedic.outside.ApiAnswer;
import io.replicamedic.outside.CloudUnreadable;
import io.replicamedic.outside.NetworkInterface;
import io.replicamedic.outside.VpcNetwork;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupEgressRequest;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupEgressRequest;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;

/** EC2 through the SDK: one client that repeats, for readings, and one that never does. */
final class Ec2Network implements VpcNetwork {
  private static final String GROUPS = "ec2:DescribeSecurityGroups";
  private static final String RULES = "ec2:DescribeSecurityGroupRules";
  private static final String AUTHORIZE = "ec2:AuthorizeSecurityGroupEgress";
  private static final String REVOKE = "ec2:RevokeSecurityGroupEgress";

  /** The API's most. */
  private static final int PAGE = 1000;

  private final Supplier<Ec2Client> reader;
  private final Supplier<Ec2Client> writer;

  Ec2Network(Supplier<Ec2Client> reader, Supplier<Ec2Client> writer) {
    this.reader = reader;
    this.writer = writer;
  }

  @Override
  public List<EgressRule> egressRules(Set<String> groups) {
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
                        all -> all.filters(having(groups)).maxResults(PAGE))
                    .securityGroupRules()
                    .stream()
                    .toList());
    List<EgressRule> rules =
        told.stream()
            .filter(rule -> Boolean.TRUE.equals(rule.isEgress()))
            .map(Ec2Network::read)
            .sorted(Comparator.comparing(EgressRule::group).thenComparing(EgressRule::id))
            .toList();
    Set<String> silent = new HashSet<>(groups);
    told.forEach(rule -> silent.remove(rule.groupId()));
    mustExist(silent);
    return rules;
  }

  @Override
  public List<NetworkInterface> interfacesWith(Set<String> groups) {
    if (groups.isEmpty()) {
      return List.of();
    }
    return Calls.read(
        "ec2:DescribeNetworkInterfaces",
        () ->
            reader
                .get()
                .describeNetworkInterfacesPaginator(
                    all -> all.filters(having(groups)).maxResults(PAGE))
                .networkInterfaces()
                .stream()
                .map(Ec2Network::read)
                .sorted(Comparator.comparing(NetworkInterface::id))
                .toList());
  }

  @Override
  public ApiAnswer authorizeEgress(
      String group, List<Permission> permissions, String description, Map<String, String> tags) {
    AuthorizeSecurityGroupEgressRequest request =
        authorizing(group, permissions, description, tags).build();
    return Calls.write(
        () -> writer.get().authorizeSecurityGroupEgress(request).responseMetadata().requestId());
  }

  /**
   * In a default VPC it may answer OK and name rules that it did not find: accepted all the same.
   */
  @Override
  public ApiAnswer revokeEgress(String group, List<String> ruleIds) {
    RevokeSecurityGroupEgressRequest request = revoking(group, ruleIds).build();
    return Calls.write(
        () -> writer.get().revokeSecurityGroupEgress(request).responseMetadata().requestId());
  }

  @Override
  public Optional<String> refusalToAuthorize(
      String group, List<Permission> permissions, String description, Map<String, String> tags) {
    AuthorizeSecurityGroupEgressRequest request =
        authorizing(group, permissions, description, tags).dryRun(true).build();
    return Calls.refusal(AUTHORIZE, () -> reader.get().authorizeSecurityGroupEgress(request));
  }

  @Override
  public Optional<String> refusalToRevoke(String group, List<String> ruleIds) {
    RevokeSecurityGroupEgressRequest request = revoking(group, ruleIds).dryRun(true).build();
    return Calls.refusal(REVOKE, () -> reader.get().revokeSecurityGroupEgress(request));
  }

  private static AuthorizeSecurityGroupEgressRequest.Builder authorizing(
      String group, List<Permission> permissions, String description, Map<String, String> tags) {
    AuthorizeSecurityGroupEgressRequest.Builder request =
        AuthorizeSecurityGroupEgressRequest.builder()
            .groupId(group)
            .ipPermissions(
                permissions.stream().map(each -> Rules.permission(each, description)).toList());
    if (!tags.isEmpty()) {
      request.tagSpecifications(Rules.tags(tags));
    }
    return request;
  }

  private static RevokeSecurityGroupEgressRequest.Builder revoking(
      String group, List<String> ruleIds) {
    if (ruleIds.isEmpty()) {
      throw new IllegalArgumentException("names no rule of " + group);
    }
    return RevokeSecurityGroupEgressRequest.builder().groupId(group).securityGroupRuleIds(ruleIds);
  }

  private static Filter having(Set<String> groups) {
    return Filter.builder().name("group-id").values(groups).build();
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
      String why = "nothing is told of " + missing;
      throw new CloudUnreadable(GROUPS, "", why, new IllegalStateException(why));
    }
  }

  private static EgressRule read(SecurityGroupRule told) {
    try {
      return Rules.rule(told);
    } catch (IllegalArgumentException e) {
      String why = "rule " + told.securityGroupRuleId() + " cannot be read: " + e.getMessage();
      throw new CloudUnreadable(RULES, "", why, e);
    }
  }

  private static NetworkInterface read(
      software.amazon.awssdk.services.ec2.model.NetworkInterface told) {
    Set<String> addresses = new HashSet<>();
    told.privateIpAddresses().forEach(each -> addresses.add(each.privateIpAddress()));
    told.ipv6Addresses().forEach(each -> addresses.add(each.ipv6Address()));
    if (told.privateIpAddress() != null) {
      addresses.add(told.privateIpAddress());
    }
    List<String> groups = told.groups().stream().map(GroupIdentifier::groupId).toList();
    return new NetworkInterface(
        told.networkInterfaceId(), text(told.description()), addresses, Set.copyOf(groups));
  }
}
