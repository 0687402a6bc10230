package io.replicamedic.lab;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * EC2's actions as the {@link AwsEndpoint} knows them: a request and a {@link Vpc} make an answer's
 * content and the state afterwards.
 */
final class Ec2 {
  /** The state afterwards (the same for describes) and the answer's content. */
  record Done(Vpc after, List<Xml> content) {}

  static final String ACCOUNT = "123456789012";
  static final String VPC_ID = "vpc-0a1b2c3d4e5f60718";

  private static final Set<String> WRITES =
      Set.of(
          "AuthorizeSecurityGroupEgress",
          "RevokeSecurityGroupEgress",
          "AuthorizeSecurityGroupIngress",
          "CreateSecurityGroup",
          "DeleteSecurityGroup",
          "CreateNetworkAclEntry",
          "ReplaceNetworkAclEntry",
          "DeleteNetworkAclEntry");

  private final GroupActions groups;

  /**
   * @param ofDatabases security groups that databases have, or are about to have
   */
  Ec2(Ids ids, Supplier<Set<String>> ofDatabases) {
    this.groups = new GroupActions(ids, ofDatabases);
  }

  static boolean isWrite(String action) {
    return WRITES.contains(action);
  }

  Done perform(Query request, Vpc vpc) {
    return switch (request.action()) {
      case "DescribeSecurityGroups" -> new Done(vpc, GroupActions.groups(request, vpc));
      case "DescribeSecurityGroupRules" -> new Done(vpc, GroupActions.rules(request, vpc));
      case "DescribeNetworkInterfaces" -> new Done(vpc, interfaces(request, vpc));
      case "DescribeSubnets" ->
          new Done(vpc, SubnetActions.describeSubnets(request, vpc.subnets()));
      case "DescribeNetworkAcls" ->
          new Done(vpc, SubnetActions.describeAcls(request, vpc.subnets()));
      case "DescribeManagedPrefixLists" -> new Done(vpc, PrefixList.describe(request, vpc));
      case "GetManagedPrefixListEntries" -> new Done(vpc, PrefixList.entries(request, vpc));
      case "AuthorizeSecurityGroupEgress" -> groups.authorize(request, Direction.EGRESS, vpc);
      case "AuthorizeSecurityGroupIngress" -> groups.authorize(request, Direction.INGRESS, vpc);
      case "RevokeSecurityGroupEgress" -> GroupActions.revoke(request, vpc);
      case "CreateSecurityGroup" -> groups.create(request, vpc);
      case "DeleteSecurityGroup" -> groups.delete(request, vpc);
      case "CreateNetworkAclEntry" -> SubnetActions.create(request, vpc);
      case "ReplaceNetworkAclEntry" -> SubnetActions.replace(request, vpc);
      case "DeleteNetworkAclEntry" -> SubnetActions.delete(request, vpc);
      default ->
          throw AwsError.client(
              "InvalidAction", "The action " + request.action() + " is not valid here");
    };
  }

  private static List<Xml> interfaces(Query request, Vpc vpc) {
    List<String> ids = request.texts("NetworkInterfaceId");
    for (String id : ids) {
      if (!vpc.interfaces().containsKey(id)) {
        throw AwsError.client(
            "InvalidNetworkInterfaceID.NotFound",
            "The networkInterface ID '" + id + "' does not exist");
      }
    }
    Filters<Vpc.Interface> filters =
        new Filters<Vpc.Interface>()
            .on("group-id", Vpc.Interface::groups)
            .on("network-interface-id", it -> List.of(it.id()))
            .on("description", it -> List.of(it.description()))
            .on("vpc-id", it -> List.of(VPC_ID))
            .on("subnet-id", it -> List.of(it.subnet()))
            .on("private-ip-address", it -> ipv4(it).limit(1).toList())
            .on("addresses.private-ip-address", it -> ipv4(it).toList());
    return Page.ofEc2(
        request,
        "networkInterfaceSet",
        filters.of(request, vpc.interfaces().values()).stream()
            .filter(it -> ids.isEmpty() || ids.contains(it.id()))
            .toList(),
        Vpc.Interface::id,
        it -> networkInterface(vpc, it));
  }

  private static List<Xml> networkInterface(Vpc vpc, Vpc.Interface it) {
    boolean managed = it.description().equals("RDSNetworkInterface");
    return List.of(
        Xml.of("networkInterfaceId", it.id()),
        Xml.of("vpcId", VPC_ID),
        Xml.of("subnetId", it.subnet()),
        Xml.of("description", it.description()),
        Xml.of("ownerId", ACCOUNT),
        Xml.of("requesterId", managed ? "amazon-rds" : ACCOUNT),
        Xml.of("requesterManaged", managed),
        Xml.of("status", "in-use"),
        Xml.of("interfaceType", "interface"),
        Xml.of("privateIpAddress", ipv4(it).findFirst().orElseThrow()),
        Xml.list(
            "groupSet",
            "item",
            it.groups().stream().map(vpc::group),
            group -> List.of(Xml.of("groupId", group.id()), Xml.of("groupName", group.name()))),
        Xml.list(
            "privateIpAddressesSet",
            "item",
            ipv4(it),
            address ->
                List.of(
                    Xml.of("privateIpAddress", address),
                    Xml.of("primary", address.equals(it.addresses().getFirst())))),
        Xml.list(
            "ipv6AddressesSet",
            "item",
            it.addresses().stream().filter(address -> address.contains(":")),
            address -> List.of(Xml.of("ipv6Address", address))));
  }

  private static Stream<String> ipv4(Vpc.Interface it) {
    return it.addresses().stream().filter(address -> !address.contains(":"));
  }
}
