package io.replicamedic.adapter.aws;

import io.replicamedic.isolation.AclEntry;
import io.replicamedic.isolation.Cidr;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.CreateNetworkAclEntryRequest;
import software.amazon.awssdk.services.ec2.model.IcmpTypeCode;
import software.amazon.awssdk.services.ec2.model.NetworkAclEntry;
import software.amazon.awssdk.services.ec2.model.PortRange;
import software.amazon.awssdk.services.ec2.model.ReplaceNetworkAclEntryRequest;
import software.amazon.awssdk.services.ec2.model.RuleAction;

/** Between EC2's words for an ACL's egress entries and ours; called by {@link Ec2Acls}. */
final class AclEntries {
  private static final int ALL = -1;
  private static final int LAST_PORT = 65535;

  /** TCP and UDP: EC2 wants their ports said, also when all are meant. */
  private static final Set<String> WITH_PORTS = Set.of("6", "17");

  /** ICMP, for IPv4 and IPv6: type and code stand where others have ports. */
  private static final Set<String> ICMP = Set.of("1", "58");

  private AclEntries() {}

  /**
   * An entry as EC2 tells it.
   *
   * @throws IllegalArgumentException when we cannot tell what it lets through or holds back:
   *     nothing is guessed about such an entry
   */
  static AclEntry entry(NetworkAclEntry told) {
    String protocol = Calls.text(told.protocol());
    boolean icmp = ICMP.contains(protocol) && told.icmpTypeCode() != null;
    int from = icmp ? number(told.icmpTypeCode().type()) : from(told.portRange());
    int to = icmp ? number(told.icmpTypeCode().code()) : to(told.portRange());
    boolean everyPort = !icmp && from <= 0 && (to == ALL || to == LAST_PORT);
    return new AclEntry(
        told.ruleNumber(),
        protocol,
        everyPort ? ALL : from,
        everyPort ? ALL : to,
        block(told),
        allows(told));
  }

  static CreateNetworkAclEntryRequest.Builder creating(String acl, AclEntry entry) {
    CreateNetworkAclEntryRequest.Builder asked =
        CreateNetworkAclEntryRequest.builder()
            .networkAclId(acl)
            .egress(true)
            .ruleNumber(entry.number())
            .protocol(entry.protocol())
            .portRange(ports(entry))
            .icmpTypeCode(icmp(entry))
            .ruleAction(action(entry));
    return isIpv6(entry)
        ? asked.ipv6CidrBlock(entry.block().toString())
        : asked.cidrBlock(entry.block().toString());
  }

  static ReplaceNetworkAclEntryRequest.Builder replacing(String acl, AclEntry entry) {
    ReplaceNetworkAclEntryRequest.Builder asked =
        ReplaceNetworkAclEntryRequest.builder()
            .networkAclId(acl)
            .egress(true)
            .ruleNumber(entry.number())
            .protocol(entry.protocol())
            .portRange(ports(entry))
            .icmpTypeCode(icmp(entry))
            .ruleAction(action(entry));
    return isIpv6(entry)
        ? asked.ipv6CidrBlock(entry.block().toString())
        : asked.cidrBlock(entry.block().toString());
  }

  private static Cidr block(NetworkAclEntry told) {
    if (told.cidrBlock() != null) {
      return Cidr.parse(told.cidrBlock());
    }
    if (told.ipv6CidrBlock() != null) {
      return Cidr.parse(told.ipv6CidrBlock());
    }
    throw new IllegalArgumentException("it names no block");
  }

  private static boolean allows(NetworkAclEntry told) {
    return switch (told.ruleAction()) {
      case ALLOW -> true;
      case DENY -> false;
      case UNKNOWN_TO_SDK_VERSION ->
          throw new IllegalArgumentException("it neither allows nor denies");
    };
  }

  private static @Nullable PortRange ports(AclEntry entry) {
    if (!WITH_PORTS.contains(entry.protocol())) {
      return null;
    }
    return entry.fromPort() == ALL
        ? PortRange.builder().from(0).to(LAST_PORT).build()
        : PortRange.builder().from(entry.fromPort()).to(entry.toPort()).build();
  }

  private static @Nullable IcmpTypeCode icmp(AclEntry entry) {
    return ICMP.contains(entry.protocol())
        ? IcmpTypeCode.builder().type(entry.fromPort()).code(entry.toPort()).build()
        : null;
  }

  private static RuleAction action(AclEntry entry) {
    return entry.allow() ? RuleAction.ALLOW : RuleAction.DENY;
  }

  private static boolean isIpv6(AclEntry entry) {
    return entry.block().toString().contains(":");
  }

  private static int from(@Nullable PortRange range) {
    return range == null ? ALL : number(range.from());
  }

  private static int to(@Nullable PortRange range) {
    return range == null ? ALL : number(range.to());
  }

  private static int number(@Nullable Integer told) {
    return told == null ? ALL : told;
  }
}
