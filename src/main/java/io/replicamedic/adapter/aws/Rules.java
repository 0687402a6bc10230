package io.replicamedic.adapter.aws;

import static io.replicamedic.adapter.aws.Calls.text;

import io.replicamedic.isolation.Cidr;
import io.replicamedic.isolation.EgressRule;
import io.replicamedic.isolation.Peer;
import io.replicamedic.isolation.Permission;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.Ipv6Range;
import software.amazon.awssdk.services.ec2.model.PrefixListId;
import software.amazon.awssdk.services.ec2.model.ReferencedSecurityGroup;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

/** Between EC2's words for rules and ours; called by {@link Ec2Network} and {@link Ec2Groups}. */
final class Rules {
  /** Ports or ICMP type and code: absent, or all. */
  private static final int NONE = -1;

  private Rules() {}

  /**
   * A rule as EC2 tells it.
   *
   * @throws IllegalArgumentException when we cannot tell where it lets traffic go: nothing is
   *     guessed about such a rule
   */
  static EgressRule rule(SecurityGroupRule told) {
    Permission permission = permission(told);
    Map<String, String> tags = new HashMap<>();
    told.tags().forEach(tag -> tags.put(tag.key(), text(tag.value())));
    return new EgressRule(
        told.securityGroupRuleId(), told.groupId(), permission, text(told.description()), tags);
  }

  /**
   * What a rule, in or out, allows.
   *
   * @throws IllegalArgumentException when it names no place that we know
   */
  static Permission permission(SecurityGroupRule told) {
    return new Permission(
        told.ipProtocol(), number(told.fromPort()), number(told.toPort()), peer(told));
  }

  /** What to ask for; EC2 wants the ports unsaid where the protocol has none. */
  static IpPermission permission(Permission permission, String description) {
    IpPermission.Builder asked = IpPermission.builder().ipProtocol(permission.protocol());
    if (saysPorts(permission)) {
      asked.fromPort(permission.fromPort()).toPort(permission.toPort());
    }
    String described = description.isEmpty() ? null : description;
    switch (permission.peer()) {
      case Peer.Ipv4(Cidr cidr) ->
          asked.ipRanges(IpRange.builder().cidrIp(cidr.toString()).description(described).build());
      case Peer.Ipv6(Cidr cidr) ->
          asked.ipv6Ranges(
              Ipv6Range.builder().cidrIpv6(cidr.toString()).description(described).build());
      case Peer.PrefixList(String id) ->
          asked.prefixListIds(
              PrefixListId.builder().prefixListId(id).description(described).build());
      case Peer.Group(String id) -> asked.userIdGroupPairs(pair(id).description(described).build());
    }
    return asked.build();
  }

  /** For each rule that the call makes; none at all without tags. */
  static List<TagSpecification> tags(Map<String, String> tags) {
    if (tags.isEmpty()) {
      return List.of();
    }
    List<Tag> all =
        tags.entrySet().stream()
            .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
            .toList();
    return List.of(
        TagSpecification.builder()
            .resourceType(ResourceType.SECURITY_GROUP_RULE)
            .tags(all)
            .build());
  }

  private static Peer peer(SecurityGroupRule told) {
    if (told.cidrIpv4() != null) {
      return new Peer.Ipv4(Cidr.parse(told.cidrIpv4()));
    }
    if (told.cidrIpv6() != null) {
      return new Peer.Ipv6(Cidr.parse(told.cidrIpv6()));
    }
    if (told.prefixListId() != null) {
      return new Peer.PrefixList(told.prefixListId());
    }
    if (told.referencedGroupInfo() != null && told.referencedGroupInfo().groupId() != null) {
      return new Peer.Group(group(told.referencedGroupInfo(), text(told.groupOwnerId())));
    }
    throw new IllegalArgumentException("it names no place");
  }

  /** Another account's group is written as AWS writes it, {@code 123456789012/sg-…}. */
  private static String group(ReferencedSecurityGroup referenced, String owner) {
    String account = text(referenced.userId());
    return account.isEmpty() || account.equals(owner)
        ? referenced.groupId()
        : account + "/" + referenced.groupId();
  }

  private static UserIdGroupPair.Builder pair(String group) {
    int slash = group.indexOf('/');
    UserIdGroupPair.Builder pair = UserIdGroupPair.builder().groupId(group.substring(slash + 1));
    return slash < 0 ? pair : pair.userId(group.substring(0, slash));
  }

  private static boolean saysPorts(Permission permission) {
    boolean absent = permission.fromPort() == NONE && permission.toPort() == NONE;
    return !permission.protocol().equals(Permission.ALL)
        && (!absent || permission.protocol().startsWith("icmp"));
  }

  private static int number(@Nullable Integer told) {
    return told == null ? NONE : told;
  }
}
