package io.replicamedic.lab;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * EC2's actions as the {@link AwsEndpoint} knows them: a request and a {@link Vpc} make an answer's
 * content and the state afterwards.
 */
final class Ec2 {
  /** The state afterwards (the same for describes) and the answer's content. */
  record Done(Vpc after, List<Xml> content) {}

  private static final String ACCOUNT = "123456789012";
  static final String VPC_ID = "vpc-0a1b2c3d4e5f60718";
  static final String SUBNET_ID = "subnet-0a1b2c3d4e5f60718";
  private static final String AUTHORIZE = "AuthorizeSecurityGroupEgress";
  private static final String REVOKE = "RevokeSecurityGroupEgress";

  private final Supplier<String> freshRuleId;

  Ec2(Supplier<String> freshRuleId) {
    this.freshRuleId = freshRuleId;
  }

  static boolean isWrite(String action) {
    return action.equals(AUTHORIZE) || action.equals(REVOKE);
  }

  Done perform(Query request, Vpc vpc) {
    return switch (request.action()) {
      case "DescribeSecurityGroups" -> new Done(vpc, groups(request, vpc));
      case "DescribeSecurityGroupRules" -> new Done(vpc, rules(request, vpc));
      case "DescribeNetworkInterfaces" -> new Done(vpc, interfaces(request, vpc));
      case AUTHORIZE -> authorize(request, vpc);
      case REVOKE -> revoke(request, vpc);
      default ->
          throw AwsError.client(
              "InvalidAction", "The action " + request.action() + " is not valid here");
    };
  }

  private static List<Xml> groups(Query request, Vpc vpc) {
    List<String> ids = request.texts("GroupId");
    ids.forEach(vpc::group);
    Filters<Vpc.Group> filters =
        new Filters<Vpc.Group>()
            .on("group-id", group -> List.of(group.id()))
            .on("group-name", group -> List.of(group.name()))
            .on("vpc-id", group -> List.of(VPC_ID));
    return Page.ofEc2(
        request,
        "securityGroupInfo",
        filters.of(request, vpc.groups().values()).stream()
            .filter(group -> ids.isEmpty() || ids.contains(group.id()))
            .toList(),
        Vpc.Group::id,
        group ->
            List.of(
                Xml.of("ownerId", ACCOUNT),
                Xml.of("groupId", group.id()),
                Xml.of("groupName", group.name()),
                Xml.of("groupDescription", group.name()),
                Xml.of("vpcId", VPC_ID),
                Xml.of("ipPermissions", List.of()),
                RuleXml.permissions(vpc.rulesOf(group.id()))));
  }

  private static List<Xml> rules(Query request, Vpc vpc) {
    List<String> ids = request.texts("SecurityGroupRuleId");
    ids.forEach(vpc::rule);
    Filters<Vpc.Rule> filters =
        new Filters<Vpc.Rule>()
            .on("group-id", rule -> List.of(rule.group()))
            .on("security-group-rule-id", rule -> List.of(rule.id()))
            .tagged(Vpc.Rule::tags);
    return Page.ofEc2(
        request,
        "securityGroupRuleSet",
        filters.of(request, vpc.rules().values()).stream()
            .filter(rule -> ids.isEmpty() || ids.contains(rule.id()))
            .toList(),
        Vpc.Rule::id,
        RuleXml::rule);
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
            .on("private-ip-address", it -> List.of(it.address()))
            .on("addresses.private-ip-address", it -> List.of(it.address()));
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
        Xml.of("subnetId", SUBNET_ID),
        Xml.of("description", it.description()),
        Xml.of("ownerId", ACCOUNT),
        Xml.of("requesterId", managed ? "amazon-rds" : ACCOUNT),
        Xml.of("requesterManaged", managed),
        Xml.of("status", "in-use"),
        Xml.of("interfaceType", "interface"),
        Xml.of("privateIpAddress", it.address()),
        Xml.list(
            "groupSet",
            "item",
            it.groups().stream().map(vpc::group),
            group -> List.of(Xml.of("groupId", group.id()), Xml.of("groupName", group.name()))),
        Xml.list(
            "privateIpAddressesSet",
            "item",
            List.of(it.address()).stream(),
            address -> List.of(Xml.of("privateIpAddress", address), Xml.of("primary", true))));
  }

  private Done authorize(Query request, Vpc vpc) {
    Vpc.Change change =
        vpc.authorize(request.text("GroupId"), Grant.in(request), tags(request), freshRuleId);
    return new Done(
        change.after(),
        List.of(Xml.of("return", true), RuleXml.rules("securityGroupRuleSet", change.rules())));
  }

  private static Done revoke(Query request, Vpc vpc) {
    String group = request.text("GroupId");
    List<String> ids = request.texts("SecurityGroupRuleId");
    Vpc.Change change =
        ids.isEmpty()
            ? vpc.revokeContent(
                group, Grant.in(request).stream().map(Grant.Described::grant).toList())
            : vpc.revoke(group, ids);
    return new Done(
        change.after(),
        List.of(
            Xml.of("return", true),
            RuleXml.revoked("revokedSecurityGroupRuleSet", change.rules())));
  }

  private static Map<String, String> tags(Query request) {
    Map<String, String> tags = new LinkedHashMap<>();
    for (Query specification : request.children("TagSpecification")) {
      if (!specification.text("ResourceType").equals("security-group-rule")) {
        throw AwsError.client(
            "InvalidParameterValue",
            "'%s' is not a valid taggable resource type for this operation."
                .formatted(specification.text("ResourceType")));
      }
      specification.children("Tag").forEach(tag -> tags.put(tag.text("Key"), tag.text("Value")));
    }
    return tags;
  }
}
