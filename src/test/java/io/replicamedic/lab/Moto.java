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
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
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

  private static final Set<Moto> OPEN = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> OPEN.forEach(Moto::close)));
  }

  private final MotoProcess process = MotoProcess.start();
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
  private final String vpc;
  private final String subnet;

  private Moto() {
    OPEN.add(this);
    vpc = ec2.createVpc(made -> made.cidrBlock("10.0.0.0/16")).vpc().vpcId();
    subnet = ec2.createSubnet(made -> made.vpcId(vpc).cidrBlock("10.0.0.0/16")).subnet().subnetId();
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
      String cidr,
      String description,
      Map<String, String> tags) {
    IpPermission.Builder permission =
        IpPermission.builder()
            .ipProtocol(protocol)
            .ipRanges(IpRange.builder().cidrIp(cidr).description(description).build());
    if (!protocol.equals("-1")) {
      permission.fromPort(fromPort).toPort(toPort);
    }
    return ec2.authorizeSecurityGroupEgress(
            made ->
                made.groupId(group)
                    .ipPermissions(permission.build())
                    .tagSpecifications(ofRules(tags)))
        .securityGroupRules()
        .getFirst()
        .securityGroupRuleId();
  }

  @Override
  public String networkInterface(String description, String address, List<String> groups) {
    return ec2.createNetworkInterface(
            made ->
                made.subnetId(subnet)
                    .description(description)
                    .privateIpAddress(address)
                    .groups(groups))
        .networkInterface()
        .networkInterfaceId();
  }

  @Override
  public void instance(String id, List<String> groups) {
    rds.createDBInstance(
        made ->
            made.dbInstanceIdentifier(id)
                .engine("mysql")
                .dbInstanceClass("db.t3.medium")
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
    rds.createDBCluster(
        made ->
            made.dbClusterIdentifier(id)
                .engine("aurora-mysql")
                .masterUsername("admin")
                .masterUserPassword(Passwords.random())
                .vpcSecurityGroupIds(groups));
    for (String member : List.of(writer, reader)) {
      rds.createDBInstance(
          made ->
              made.dbInstanceIdentifier(member)
                  .dbClusterIdentifier(id)
                  .engine("aurora-mysql")
                  .dbInstanceClass("db.r6g.large"));
    }
  }

  @Override
  public List<Rule> egressRules(List<String> groups) {
    return rules(groups);
  }

  /** Ends the server and waits for it; all that was made is gone with it. */
  @Override
  public void close() {
    if (OPEN.remove(this)) {
      ec2.close();
      rds.close();
      http.close();
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
