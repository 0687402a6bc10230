package io.replicamedic.lab;

import io.replicamedic.lab.Ec2.Done;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** EC2's actions on subnets and network ACLs; called by {@link Ec2}. */
final class SubnetActions {
  private static final Map<String, String> NUMBERS =
      Map.of("all", "-1", "icmp", "1", "tcp", "6", "udp", "17", "icmpv6", "58");
  private static final Set<String> WITH_PORTS = Set.of("6", "17");
  private static final Set<String> ICMP = Set.of("1", "58");

  private SubnetActions() {}

  static List<Xml> describeSubnets(Query request, Subnets subnets) {
    List<String> ids = request.texts("SubnetId");
    ids.forEach(subnets::subnet);
    Filters<Subnets.Subnet> filters =
        new Filters<Subnets.Subnet>()
            .on("subnet-id", subnet -> List.of(subnet.id()))
            .on("vpc-id", subnet -> List.of(Ec2.VPC_ID))
            .on("cidr-block", subnet -> List.of(subnet.cidr()));
    return Page.ofEc2(
        request,
        "subnetSet",
        filters.of(request, subnets.subnets().values()).stream()
            .filter(subnet -> ids.isEmpty() || ids.contains(subnet.id()))
            .toList(),
        Subnets.Subnet::id,
        SubnetActions::subnet);
  }

  static List<Xml> describeAcls(Query request, Subnets subnets) {
    List<String> ids = request.texts("NetworkAclId");
    ids.forEach(subnets::acl);
    Filters<Subnets.Acl> filters =
        new Filters<Subnets.Acl>()
            .on("network-acl-id", acl -> List.of(acl.id()))
            .on("vpc-id", acl -> List.of(Ec2.VPC_ID))
            .on("association.network-acl-id", acl -> associated(subnets, acl, Subnets.Subnet::acl))
            .on("association.subnet-id", acl -> associated(subnets, acl, Subnets.Subnet::id));
    return Page.ofEc2(
        request,
        "networkAclSet",
        filters.of(request, subnets.acls().values()).stream()
            .filter(acl -> ids.isEmpty() || ids.contains(acl.id()))
            .toList(),
        Subnets.Acl::id,
        acl -> acl(subnets, acl));
  }

  static Done create(Query request, Vpc vpc) {
    return done(vpc.with(vpc.subnets().create(request.text("NetworkAclId"), entry(request))));
  }

  static Done replace(Query request, Vpc vpc) {
    return done(vpc.with(vpc.subnets().replace(request.text("NetworkAclId"), entry(request))));
  }

  static Done delete(Query request, Vpc vpc) {
    return done(
        vpc.with(
            vpc.subnets()
                .delete(request.text("NetworkAclId"), direction(request), number(request))));
  }

  /** As AWS keeps it. */
  static Subnets.Entry egress(Cloud.Entry entry) {
    return entry(
        Direction.EGRESS,
        entry.number(),
        entry.protocol(),
        entry.fromPort(),
        entry.toPort(),
        entry.block(),
        entry.action());
  }

  private static Subnets.Entry entry(
      Direction direction,
      int number,
      String protocol,
      int from,
      int to,
      String block,
      String act) {
    String known = NUMBERS.getOrDefault(protocol, protocol);
    boolean said = WITH_PORTS.contains(known) || ICMP.contains(known);
    if (WITH_PORTS.contains(known) && (from < 0 || to < from || to > 65535)) {
      throw AwsError.client(
          "InvalidParameterValue", "Invalid value for portRange " + from + "-" + to);
    }
    if (!List.of("allow", "deny").contains(act)) {
      throw AwsError.client("InvalidParameterValue", "Invalid value '" + act + "' for ruleAction");
    }
    return new Subnets.Entry(
        direction,
        number,
        known,
        said ? from : -1,
        said ? to : -1,
        block.contains(":") ? block : Grant.block(block),
        act);
  }

  private static Subnets.Entry entry(Query request) {
    boolean icmp = ICMP.contains(request.text("Protocol"));
    if (request.has("CidrBlock") == request.has("Ipv6CidrBlock")) {
      throw AwsError.client(
          "MissingParameter", "Exactly one of cidrBlock and ipv6CidrBlock must be specified");
    }
    return entry(
        direction(request),
        number(request),
        request.text("Protocol"),
        request.number(icmp ? "Icmp.Type" : "PortRange.From", -1),
        request.number(icmp ? "Icmp.Code" : "PortRange.To", -1),
        request.has("CidrBlock") ? request.text("CidrBlock") : request.text("Ipv6CidrBlock"),
        request.text("RuleAction").toLowerCase(Locale.ROOT));
  }

  private static Direction direction(Query request) {
    return request.text("Egress").equals("true") ? Direction.EGRESS : Direction.INGRESS;
  }

  private static int number(Query request) {
    int number = request.number("RuleNumber", 0);
    if (number < 1 || number >= Subnets.LAST) {
      throw AwsError.client(
          "InvalidParameterValue",
          "Value (" + number + ") for parameter ruleNumber is invalid. It must be 1 to 32766");
    }
    return number;
  }

  private static List<String> associated(
      Subnets subnets, Subnets.Acl acl, Function<Subnets.Subnet, String> value) {
    return subnets.having(acl.id()).stream().map(value).toList();
  }

  private static List<Xml> subnet(Subnets.Subnet subnet) {
    return List.of(
        Xml.of("subnetId", subnet.id()),
        Xml.of("state", "available"),
        Xml.of("vpcId", Ec2.VPC_ID),
        Xml.of("ownerId", Ec2.ACCOUNT),
        Xml.of("availabilityZone", CloudReader.REGION + "a"),
        Xml.of("cidrBlock", subnet.cidr()),
        Xml.list(
            "ipv6CidrBlockAssociationSet",
            "item",
            Stream.of(subnet.ipv6()).filter(block -> !block.isEmpty()),
            block ->
                List.of(
                    Xml.of("associationId", "subnet-cidr-assoc-" + subnet.id()),
                    Xml.of("ipv6CidrBlock", block),
                    Xml.of("ipv6CidrBlockState", List.of(Xml.of("state", "associated"))))));
  }

  private static List<Xml> acl(Subnets subnets, Subnets.Acl acl) {
    return List.of(
        Xml.of("networkAclId", acl.id()),
        Xml.of("vpcId", Ec2.VPC_ID),
        Xml.of("ownerId", Ec2.ACCOUNT),
        Xml.of("default", acl.standing() == Subnets.Standing.DEFAULT),
        Xml.list("entrySet", "item", subnets.told(acl).stream(), SubnetActions::entryXml),
        Xml.list(
            "associationSet",
            "item",
            subnets.having(acl.id()).stream(),
            subnet ->
                List.of(
                    Xml.of("networkAclAssociationId", subnet.id().replace("subnet", "aclassoc")),
                    Xml.of("networkAclId", acl.id()),
                    Xml.of("subnetId", subnet.id()))),
        Xml.of("tagSet", List.of()));
  }

  private static List<Xml> entryXml(Subnets.Entry entry) {
    List<Xml> content =
        new ArrayList<>(
            List.of(
                Xml.of("ruleNumber", entry.number()),
                Xml.of("protocol", entry.protocol()),
                Xml.of("ruleAction", entry.action()),
                Xml.of("egress", entry.direction().isEgress()),
                Xml.of(entry.isIpv6() ? "ipv6CidrBlock" : "cidrBlock", entry.block())));
    if (WITH_PORTS.contains(entry.protocol())) {
      content.add(
          Xml.of("portRange", List.of(Xml.of("from", entry.from()), Xml.of("to", entry.to()))));
    }
    if (ICMP.contains(entry.protocol())) {
      content.add(
          Xml.of(
              "icmpTypeCode", List.of(Xml.of("type", entry.from()), Xml.of("code", entry.to()))));
    }
    return content;
  }

  private static Done done(Vpc after) {
    return new Done(after, List.of(Xml.of("return", true)));
  }
}
