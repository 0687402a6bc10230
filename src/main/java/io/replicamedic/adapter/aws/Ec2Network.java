package io.replicamedic.adapter.aws;

import static io.replicamedic.adapter.aws.Calls.text;

import io.replicamedic.isolation.EgressRule;
import io.replicamedic.isolation.ManagedPrefixList;
import io.replicamedic.isolation.Permission;
import io.replicamedic.outside.ApiAnswer;
import io.replicamedic.outside.NetworkInterface;
import io.replicamedic.outside.VpcNetwork;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupEgressRequest;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupEgressRequest;

/** EC2 through the SDK: one client that repeats, for readings, and one that never does. */
final class Ec2Network implements VpcNetwork {
  private static final String AUTHORIZE = "ec2:AuthorizeSecurityGroupEgress";
  private static final String REVOKE = "ec2:RevokeSecurityGroupEgress";

  private final Supplier<Ec2Client> reader;
  private final Supplier<Ec2Client> writer;
  private final GroupRules rules;
  private final PrefixLists prefixLists;

  Ec2Network(Supplier<Ec2Client> reader, Supplier<Ec2Client> writer) {
    this.reader = reader;
    this.writer = writer;
    this.rules = new GroupRules(reader);
    this.prefixLists = new PrefixLists(reader);
  }

  @Override
  public List<EgressRule> egressRules(Set<String> groups) {
    return rules.of(groups).stream()
        .filter(rule -> Boolean.TRUE.equals(rule.isEgress()))
        .map(rule -> GroupRules.read(rule, Rules::rule))
        .sorted(Comparator.comparing(EgressRule::group).thenComparing(EgressRule::id))
        .toList();
  }

  @Override
  public List<ManagedPrefixList> prefixLists(Set<String> ids) {
    return prefixLists.of(ids);
  }

  @Override
  public List<NetworkInterface> interfacesWith(Set<String> groups) {
    if (groups.isEmpty()) {
      return List.of(); // a filter without values would mean every interface
    }
    return Calls.read(
        "ec2:DescribeNetworkInterfaces",
        () ->
            reader
                .get()
                .describeNetworkInterfacesPaginator(
                    all -> all.filters(Filters.in("group-id", groups)).maxResults(GroupRules.PAGE))
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
        told.networkInterfaceId(),
        text(told.description()),
        text(told.vpcId()),
        text(told.subnetId()),
        addresses,
        Set.copyOf(groups));
  }
}
