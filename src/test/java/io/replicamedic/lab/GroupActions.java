package io.replicamedic.lab;

import io.replicamedic.lab.Ec2.Done;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** EC2's actions on security groups and their rules; called by {@link Ec2}. */
final class GroupActions {
  private final Ids ids;
  private final Supplier<Set<String>> ofDatabases;

  GroupActions(Ids ids, Supplier<Set<String>> ofDatabases) {
    this.ids = ids;
    this.ofDatabases = ofDatabases;
  }

  static List<Xml> groups(Query request, Vpc vpc) {
    List<String> ids = request.texts("GroupId");
    ids.forEach(vpc::group);
    Filters<Vpc.Group> filters =
        new Filters<Vpc.Group>()
            .on("group-id", group -> List.of(group.id()))
            .on("group-name", group -> List.of(group.name()))
            .on("vpc-id", group -> List.of(Ec2.VPC_ID))
            .on("ip-permission.group-id", group -> referred(vpc, group, Direction.INGRESS))
            .on("egress.ip-permission.group-id", group -> referred(vpc, group, Direction.EGRESS))
            .tagged(Vpc.Group::tags);
    return Page.ofEc2(
        request,
        "securityGroupInfo",
        filters.of(request, vpc.groups().values()).stream()
            .filter(group -> ids.isEmpty() || ids.contains(group.id()))
            .toList(),
        Vpc.Group::id,
        group ->
            List.of(
                Xml.of("ownerId", Ec2.ACCOUNT),
                Xml.of("groupId", group.id()),
                Xml.of("groupName", group.name()),
                Xml.of("groupDescription", group.description()),
                Xml.of("vpcId", Ec2.VPC_ID),
                RuleXml.permissions("ipPermissions", vpc.rulesOf(group.id(), Direction.INGRESS)),
                RuleXml.permissions(
                    "ipPermissionsEgress", vpc.rulesOf(group.id(), Direction.EGRESS)),
                RuleXml.tags(group.tags())));
  }

  static List<Xml> rules(Query request, Vpc vpc) {
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

  Done authorize(Query request, Direction direction, Vpc vpc) {
    Vpc.Change change =
        vpc.authorize(
            request.text("GroupId"),
            direction,
            Grant.in(request),
            tags(request, "security-group-rule"),
            () -> ids.fresh("sgr"));
    return new Done(
        change.after(),
        List.of(Xml.of("return", true), RuleXml.rules("securityGroupRuleSet", change.rules())));
  }

  static Done revoke(Query request, Vpc vpc) {
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

  /** AWS gives it a rule that lets everything out. */
  Done create(Query request, Vpc vpc) {
    String name = required(request, "GroupName");
    if (!request.text("VpcId").equals(Ec2.VPC_ID)) {
      throw AwsError.client(
          "InvalidVpcID.NotFound", "The vpc ID '" + request.text("VpcId") + "' does not exist");
    }
    if (vpc.groups().values().stream().anyMatch(group -> group.name().equals(name))) {
      throw AwsError.client(
          "InvalidGroup.Duplicate",
          "The security group '%s' already exists for VPC '%s'".formatted(name, Ec2.VPC_ID));
    }
    Vpc.Group group =
        new Vpc.Group(
            ids.fresh("sg"),
            name,
            required(request, "GroupDescription"),
            tags(request, "security-group"));
    Grant everywhere = Grant.to(Grant.ALL, -1, -1, "0.0.0.0/0");
    Vpc.Change change =
        vpc.with(group)
            .authorize(
                group.id(),
                Direction.EGRESS,
                List.of(new Grant.Described(everywhere, "")),
                Map.of(),
                () -> ids.fresh("sgr"));
    return new Done(
        change.after(),
        List.of(Xml.of("return", true), Xml.of("groupId", group.id()), RuleXml.tags(group.tags())));
  }

  Done delete(Query request, Vpc vpc) {
    String group = request.text("GroupId");
    return new Done(
        vpc.without(group, ofDatabases.get()),
        List.of(Xml.of("return", true), Xml.of("groupId", group)));
  }

  private static List<String> referred(Vpc vpc, Vpc.Group group, Direction direction) {
    return vpc.rulesOf(group.id(), direction).stream()
        .map(Vpc.Rule::grant)
        .filter(grant -> grant.kind() == Grant.Kind.GROUP)
        .map(Grant::target)
        .toList();
  }

  private static String required(Query request, String name) {
    if (request.text(name).isEmpty()) {
      throw AwsError.client("MissingParameter", "The request must contain the parameter " + name);
    }
    return request.text(name);
  }

  private static Map<String, String> tags(Query request, String resource) {
    Map<String, String> tags = new LinkedHashMap<>();
    for (Query specification : request.children("TagSpecification")) {
      if (!specification.text("ResourceType").equals(resource)) {
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
