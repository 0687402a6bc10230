package io.replicamedic.lab;

import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.AddPrefixListEntry;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.InstanceIpv6Address;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.PrivateIpAddressSpecification;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.rds.RdsClient;

/**
 * moto as the lab's cloud: an EC2 and RDS that nobody here wrote. It is only as good as its authors
 * know AWS, changes everything at once and throttles nothing; contract tests run against it so that
 * our own endpoint is not the only one that our adapter agrees with.
 */
public final class Moto implements Cloud {
  /** The region in which everything is made; it must be asked for. */
  public static final String REGION = "us-east-1";

  private static final String SUBNET_GROUP = "databases";

  private static final Set<Moto> OPEN = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> OPEN.forEach(Moto::close)));
  }

  private final MotoProcess process = MotoProcess.start();
  private final CloudReader reader = new CloudReader(process.uri());
  private final SdkHttpClient http = Apache5HttpClient.create();
  private final StaticCredentialsProvider lab =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("lab", "lab"));
  private final Ec2Client ec2 =
      Ec2Client.builder()
          .endpointOverride(process.uri())
          .region(Region.of(REGION))
          .credentialsProvider(lab)
          .httpClient(http)
          .build();
  private final RdsClient rds =
      RdsClient.builder()
          .endpointOverride(process.uri())
          .region(Region.of(REGION))
          .credentialsProvider(lab)
          .httpClient(http)
          .build();
  private final Set<String> clusters = ConcurrentHashMap.newKeySet();
  private final Set<String> knownGroups = ConcurrentHashMap.newKeySet();
  private final String vpc;
  private final String subnet;

  private Moto() {
    OPEN.add(this);
    vpc = ec2.createVpc(made -> made.cidrBlock("10.0.0.0/16")).vpc().vpcId();
    subnet = subnet("10.0.0.0/17");
    rds.createDBSubnetGroup(
        made ->
            made.dbSubnetGroupName(SUBNET_GROUP)
                .dbSubnetGroupDescription(SUBNET_GROUP)
                .subnetIds(subnet));
  }

  /** A server of our own that answers, empty; found or fetched by provision-moto. */
  public static Moto start() {
    return new Moto();
  }

  @Override
  public URI uri() {
    return process.uri();
  }

  /** The server's process id. */
  public long pid() {
    return process.pid();
  }

  @Override
  public String vpc() {
    return vpc;
  }

  @Override
  public String subnet() {
    return subnet;
  }

  @Override
  public String subnet(String cidr, String ipv6) {
    return ec2.createSubnet(
            made -> {
              made.vpcId(vpc).cidrBlock(cidr);
              if (!ipv6.isEmpty()) {
                made.ipv6CidrBlock(ipv6);
              }
            })
        .subnet()
        .subnetId();
  }

  @Override
  public String acl(List<String> subnets) {
    String acl = ec2.createNetworkAcl(made -> made.vpcId(vpc)).networkAcl().networkAclId();
    // moto gives the implicit entries to default ACLs only
    entry(acl, new Entry(32767, "-1", -1, -1, "0.0.0.0/0", "deny"));
    Filter has = Filter.builder().name("association.subnet-id").values(subnets).build();
    ec2.describeNetworkAcls(all -> all.filters(has)).networkAcls().stream()
        .flatMap(old -> old.associations().stream())
        .filter(old -> subnets.contains(old.subnetId()))
        .forEach(
            old ->
                ec2.replaceNetworkAclAssociation(
                    now -> now.associationId(old.networkAclAssociationId()).networkAclId(acl)));
    return acl;
  }

  @Override
  public void entry(String acl, Entry entry) {
    ec2.createNetworkAclEntry(
        made -> {
          made.networkAclId(acl)
              .egress(true)
              .ruleNumber(entry.number())
              .protocol(entry.protocol())
              .ruleAction(entry.action());
          if (entry.fromPort() >= 0) {
            made.portRange(ports -> ports.from(entry.fromPort()).to(entry.toPort()));
          }
          if (entry.block().contains(":")) {
            made.ipv6CidrBlock(entry.block());
          } else {
            made.cidrBlock(entry.block());
          }
        });
  }

  @Override
  public String prefixList(String name, int maxEntries, List<String> blocks) {
    return ec2.createManagedPrefixList(
            made ->
                made.prefixListName(name)
                    .maxEntries(maxEntries)
                    .addressFamily(
                        blocks.stream().anyMatch(block -> block.contains(":")) ? "IPv6" : "IPv4")
                    .entries(
                        blocks.stream()
                            .map(block -> AddPrefixListEntry.builder().cidr(block).build())
                            .toList()))
        .prefixList()
        .prefixListId();
  }

  @Override
  public String group(String name) {
    String group =
        ec2.createSecurityGroup(made -> made.vpcId(vpc).groupName(name).description(name))
            .groupId();
    List<String> given = rules(List.of(group)).stream().map(Rule::id).toList();
    ec2.revokeSecurityGroupEgress(gone -> gone.groupId(group).securityGroupRuleIds(given));
    return group;
  }

  @Override
  public String egress(
      String group,
      String protocol,
      int fromPort,
      int toPort,
      String target,
      String description,
      Map<String, String> tags) {
    IpPermission permission = permission(protocol, fromPort, toPort, target, description);
    return ec2.authorizeSecurityGroupEgress(
            made -> made.groupId(group).ipPermissions(permission).tagSpecifications(ofRules(tags)))
        .securityGroupRules()
        .getFirst()
        .securityGroupRuleId();
  }

  @Override
  public String ingress(String group, String protocol, int fromPort, int toPort, String target) {
    IpPermission permission = permission(protocol, fromPort, toPort, target, "");
    return ec2.authorizeSecurityGroupIngress(made -> made.groupId(group).ipPermissions(permission))
        .securityGroupRules()
        .getFirst()
        .securityGroupRuleId();
  }

  @Override
  public String networkInterface(
      String description, String where, List<String> addresses, List<String> groups) {
    List<PrivateIpAddressSpecification> ipv4 =
        addresses.stream()
            .filter(address -> !address.contains(":"))
            .map(
                address ->
                    PrivateIpAddressSpecification.builder()
                        .privateIpAddress(address)
                        .primary(address.equals(addresses.getFirst()))
                        .build())
            .toList();
    List<InstanceIpv6Address> ipv6 =
        addresses.stream()
            .filter(address -> address.contains(":"))
            .map(address -> InstanceIpv6Address.builder().ipv6Address(address).build())
            .toList();
    return ec2.createNetworkInterface(
            made -> {
              made.subnetId(where).description(description).groups(groups);
              if (addresses.size() == 1) {
                made.privateIpAddress(addresses.getFirst());
              } else {
                made.privateIpAddresses(ipv4).ipv6Addresses(ipv6);
              }
            })
        .networkInterface()
        .networkInterfaceId();
  }

  /** Nothing: in moto a database has no interfaces. */
  @Override
  public void attach(String networkInterface, String database) {}

  @Override
  public void instance(String id, List<String> groups) {
    rds.createDBInstance(
        made ->
            made.dbInstanceIdentifier(id)
                .engine("mysql")
                .dbInstanceClass("db.t3.medium")
                .dbSubnetGroupName(SUBNET_GROUP)
                .allocatedStorage(20)
                .backupRetentionPeriod(1)
                .masterUsername("admin")
                .masterUserPassword(Passwords.random())
                .vpcSecurityGroupIds(groups));
  }

  @Override
  public void readReplica(String id, String source, List<String> groups) {
    rds.createDBInstanceReadReplica(
        made ->
            made.dbInstanceIdentifier(id)
                .sourceDBInstanceIdentifier(source)
                .vpcSecurityGroupIds(groups));
  }

  @Override
  public void cluster(String id, String writer, String reader, List<String> groups) {
    clusters.add(id);
    rds.createDBCluster(
        made ->
            made.dbClusterIdentifier(id)
                .engine("aurora-mysql")
                .dbSubnetGroupName(SUBNET_GROUP)
                .masterUsername("admin")
                .masterUserPassword(Passwords.random())
                .vpcSecurityGroupIds(groups));
    for (String member : List.of(writer, reader)) {
      rds.createDBInstance(
          made ->
              made.dbInstanceIdentifier(member)
                  .dbClusterIdentifier(id)
                  .engine("aurora-mysql")
                  .dbInstanceClass("db.r6g.large")
                  .dbSubnetGroupName(SUBNET_GROUP));
    }
  }

  @Override
  public void usesParameterGroup(String database, String group) {
    boolean own = group.startsWith("default.");
    if (clusters.contains(database)) {
      if (!own && knownGroups.add("cluster " + group)) {
        rds.createDBClusterParameterGroup(
            made ->
                made.dbClusterParameterGroupName(group)
                    .dbParameterGroupFamily("aurora-mysql8.0")
                    .description(group));
      }
      rds.modifyDBCluster(
          now -> now.dbClusterIdentifier(database).dbClusterParameterGroupName(group));
      return;
    }
    if (!own && knownGroups.add(group)) {
      rds.createDBParameterGroup(
          made ->
              made.dbParameterGroupName(group)
                  .dbParameterGroupFamily("mysql8.0")
                  .description(group));
    }
    rds.modifyDBInstance(now -> now.dbInstanceIdentifier(database).dbParameterGroupName(group));
  }

  @Override
  public void tag(String database, String key, String value) {
    String kind = clusters.contains(database) ? "cluster:" : "db:";
    rds.addTagsToResource(
        made ->
            made.resourceName("arn:aws:rds:" + REGION + ":123456789012:" + kind + database)
                .tags(
                    software.amazon.awssdk.services.rds.model.Tag.builder()
                        .key(key)
                        .value(value)
                        .build()));
  }

  @Override
  public List<Rule> egressRules(List<String> groups) {
    return rules(groups);
  }

  @Override
  public List<Rule> ingressRules(List<String> groups) {
    return reader.ingressRules(groups);
  }

  @Override
  public List<Entry> aclEntries(String acl) {
    return reader.aclEntries(acl);
  }

  @Override
  public Map<String, String> groupNames() {
    return reader.groupNames();
  }

  @Override
  public List<String> groupsOf(String networkInterface) {
    return reader.groupsOf(networkInterface);
  }

  @Override
  public Map<String, String> memberships(String instance) {
    return reader.memberships(instance);
  }

  /** Ends the server and waits for it; all that was made is gone with it. */
  @Override
  public void close() {
    if (OPEN.remove(this)) {
      ec2.close();
      rds.close();
      http.close();
      reader.close();
      process.stop();
    }
  }

  private List<Rule> rules(List<String> groups) {
    Filter ofGroups = Filter.builder().name("group-id").values(groups).build();
    return ec2
        .describeSecurityGroupRulesPaginator(all -> all.filters(ofGroups))
        .securityGroupRules()
        .stream()
        .filter(SecurityGroupRule::isEgress)
        .map(Moto::rule)
        .sorted(Comparator.comparing(Rule::group).thenComparing(Rule::id))
        .toList();
  }

  private static Rule rule(SecurityGroupRule told) {
    return new Rule(
        told.securityGroupRuleId(),
        told.groupId(),
        told.ipProtocol(),
        told.fromPort(),
        told.toPort(),
        told.cidrIpv4(),
        told.description() == null ? "" : told.description(),
        told.tags().stream().collect(Collectors.toMap(Tag::key, Tag::value)));
  }

  private static IpPermission permission(
      String protocol, int fromPort, int toPort, String target, String description) {
    IpPermission.Builder permission = IpPermission.builder().ipProtocol(protocol);
    if (!protocol.equals("-1")) {
      permission.fromPort(fromPort).toPort(toPort);
    }
    if (target.startsWith("pl-")) {
      permission.prefixListIds(it -> it.prefixListId(target).description(description));
    } else if (target.startsWith("sg-")) {
      permission.userIdGroupPairs(it -> it.groupId(target).description(description));
    } else if (target.contains(":")) {
      permission.ipv6Ranges(it -> it.cidrIpv6(target).description(description));
    } else {
      permission.ipRanges(it -> it.cidrIp(target).description(description));
    }
    return permission.build();
  }

  private static List<TagSpecification> ofRules(Map<String, String> tags) {
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
}
