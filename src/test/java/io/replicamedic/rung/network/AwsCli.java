package io.replicamedic.rung.network;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.NetworkAclEntry;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.RdsException;
import software.amazon.awssdk.services.rds.model.VpcSecurityGroupMembership;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The undo tests' AWS CLI: the few commands that an undo prints, carried out by the SDK on words
 * that a shell has taken apart; an option or a key that the CLI would not know fails.
 */
public final class AwsCli implements AutoCloseable {
  private static final Pattern OURS =
      Pattern.compile("SecurityGroupRules\\[\\?Description=='([^']*)'\\]\\.SecurityGroupRuleId");
  private static final Pattern ENTRY =
      Pattern.compile(
          "NetworkAcls\\[\\]\\.Entries\\[\\?Egress && RuleNumber==`(\\d+)` && Protocol=='(\\d+)' &&"
              + " (Cidr|Ipv6Cidr)Block=='([^']*)' && PortRange\\.From==`(\\d+)` &&"
              + " PortRange\\.To==`(\\d+)`\\]\\.RuleNumber");
  private static final Pattern FILTER = Pattern.compile("Name=([^,]+),Values=(.+)");
  private static final JsonMapper JSON = JsonMapper.shared();

  // Signed, since the signature is what names the region.
  private static final StaticCredentialsProvider DUMMY =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("person", "dummy"));

  private final URI endpoint;
  private final Map<String, Ec2Client> ec2s = new HashMap<>();
  private final Map<String, RdsClient> rdss = new HashMap<>();
  private Region region = Region.US_EAST_1;

  /** Asks there. */
  public AwsCli(URI endpoint) {
    this.endpoint = endpoint;
  }

  private Ec2Client ec2() {
    return ec2s.computeIfAbsent(
        region.id(),
        id ->
            Ec2Client.builder()
                .endpointOverride(endpoint)
                .region(region)
                .credentialsProvider(DUMMY)
                .build());
  }

  private RdsClient rds() {
    return rdss.computeIfAbsent(
        region.id(),
        id ->
            RdsClient.builder()
                .endpointOverride(endpoint)
                .region(region)
                .credentialsProvider(DUMMY)
                .build());
  }

  /** The words without their region, in which they are carried out; each must name one. */
  private List<String> located(List<String> words) {
    int at = words.indexOf("--region");
    if (at < 0) {
      throw new AssertionError("in which region? " + words);
    }
    region = Region.of(words.get(at + 1));
    List<String> others = new ArrayList<>(words);
    others.subList(at, at + 2).clear();
    return others;
  }

  /** Runs the lines as a person would; the error codes that AWS answered. */
  public List<String> run(List<String> lines, Shell shell)
      throws IOException, InterruptedException {
    List<String> errors = new ArrayList<>();
    for (String line : lines) {
      List<List<String>> calls = shell.run(line, List.of());
      if (!calls.isEmpty() && calls.getFirst().get(1).startsWith("describe-")) {
        List<String> found = describe(calls.getFirst());
        if (!line.contains("xargs")) {
          continue; // for the person to read
        }
        calls = shell.run(line, found);
        calls = calls.subList(1, calls.size());
        if (calls.size() != (found.isEmpty() ? 0 : 1)) {
          throw new AssertionError(found + " were found, sent were " + calls + " by " + line);
        }
      }
      calls.stream().map(this::write).filter(error -> !error.isEmpty()).forEach(errors::add);
    }
    return errors;
  }

  private List<String> describe(List<String> given) {
    List<String> words = located(given);
    return switch (words.get(1)) {
      case "describe-network-acls" -> entries(words);
      case "describe-security-groups" -> groups(words);
      case "describe-db-clusters" -> ofCluster(words);
      case "describe-db-instances" -> ofInstance(words);
      default -> rules(words);
    };
  }

  /** The ids of the groups of that name. */
  private List<String> groups(List<String> words) {
    Words options = new Words(words, "describe-security-groups");
    List<Filter> filters = options.all("--filters").stream().map(AwsCli::filter).toList();
    if (!options.one("--query").equals("SecurityGroups[].GroupId")
        || !options.one("--output").equals("text")) {
      throw new AssertionError("not the query of an undo: " + words);
    }
    options.mustBeUsedUp();
    return ec2()
        .describeSecurityGroupsPaginator(it -> it.filters(filters))
        .securityGroups()
        .stream()
        .map(SecurityGroup::groupId)
        .toList();
  }

  private static Filter filter(String words) {
    Matcher filter = FILTER.matcher(words);
    if (!filter.matches()) {
      throw new AssertionError("no filter: " + words);
    }
    return Filter.builder().name(filter.group(1)).values(filter.group(2)).build();
  }

  private List<String> ofCluster(List<String> words) {
    Words options = new Words(words, "rds", "describe-db-clusters");
    String cluster = options.one("--db-cluster-identifier");
    mustList(options, "DBClusters[].VpcSecurityGroups[]");
    return told(
        rds()
            .describeDBClusters(it -> it.dbClusterIdentifier(cluster))
            .dbClusters()
            .getFirst()
            .vpcSecurityGroups());
  }

  private List<String> ofInstance(List<String> words) {
    Words options = new Words(words, "rds", "describe-db-instances");
    String instance = options.one("--db-instance-identifier");
    mustList(options, "DBInstances[].VpcSecurityGroups[]");
    return told(
        rds()
            .describeDBInstances(it -> it.dbInstanceIdentifier(instance))
            .dbInstances()
            .getFirst()
            .vpcSecurityGroups());
  }

  private static void mustList(Words options, String query) {
    if (!options.one("--query").equals(query) || !options.one("--output").equals("text")) {
      throw new AssertionError("not the query of an undo: " + query);
    }
    options.mustBeUsedUp();
  }

  private static List<String> told(List<VpcSecurityGroupMembership> groups) {
    return groups.stream().map(VpcSecurityGroupMembership::vpcSecurityGroupId).toList();
  }

  /** The numbers that it prints of entries which are exactly so. */
  private List<String> entries(List<String> words) {
    Words options = new Words(words, "describe-network-acls");
    Matcher query = ENTRY.matcher(options.one("--query"));
    String acl = options.one("--network-acl-ids");
    if (!query.matches() || !options.one("--output").equals("text")) {
      throw new AssertionError("not the query of an undo: " + words);
    }
    options.mustBeUsedUp();
    return ec2().describeNetworkAcls(it -> it.networkAclIds(acl)).networkAcls().stream()
        .flatMap(found -> found.entries().stream())
        .filter(entry -> entry.egress() && isSo(entry, query))
        .map(entry -> entry.ruleNumber().toString())
        .toList();
  }

  private static boolean isSo(NetworkAclEntry entry, Matcher query) {
    String block = query.group(3).equals("Cidr") ? entry.cidrBlock() : entry.ipv6CidrBlock();
    return query.group(1).equals(entry.ruleNumber().toString())
        && query.group(2).equals(entry.protocol())
        && query.group(4).equals(block)
        && entry.portRange() != null
        && query.group(5).equals(entry.portRange().from().toString())
        && query.group(6).equals(entry.portRange().to().toString());
  }

  /** The ids that it prints. */
  private List<String> rules(List<String> words) {
    Words options = new Words(words, "describe-security-group-rules");
    Matcher query = OURS.matcher(options.one("--query"));
    String[] filter = options.one("--filters").split(",", 2);
    if (!query.matches()
        || !filter[0].equals("Name=group-id")
        || !filter[1].startsWith("Values=")
        || !options.one("--output").equals("text")) {
      throw new AssertionError("not the query of an undo: " + words);
    }
    options.mustBeUsedUp();
    return ec2()
        .describeSecurityGroupRulesPaginator(
            all ->
                all.filters(
                    Filter.builder()
                        .name("group-id")
                        .values(filter[1].substring("Values=".length()))
                        .build()))
        .securityGroupRules()
        .stream()
        .filter(rule -> query.group(1).equals(rule.description()))
        .map(SecurityGroupRule::securityGroupRuleId)
        .toList();
  }

  /** AWS's error code; empty when it was carried out. */
  private String write(List<String> given) {
    List<String> words = located(given);
    try {
      switch (words.get(1)) {
        case "revoke-security-group-egress" -> revoke(new Words(words, words.get(1)));
        case "delete-network-acl-entry" -> delete(new Words(words, words.get(1)));
        case "delete-security-group" -> deleteGroup(new Words(words, words.get(1)));
        case "modify-db-cluster" -> modifyCluster(new Words(words, "rds", words.get(1)));
        case "modify-db-instance" -> modifyInstance(new Words(words, "rds", words.get(1)));
        case "wait" -> await(new Words(words, "rds", words.get(1)));
        default -> authorize(new Words(words, "authorize-security-group-egress"));
      }
      return "";
    } catch (Ec2Exception | RdsException e) {
      return e.awsErrorDetails().errorCode();
    }
  }

  private void deleteGroup(Words options) {
    String group = options.one("--group-id");
    options.mustBeUsedUp();
    ec2().deleteSecurityGroup(it -> it.groupId(group));
  }

  private void modifyCluster(Words options) {
    String cluster = options.one("--db-cluster-identifier");
    List<String> groups = options.all("--vpc-security-group-ids");
    options.mustBeUsedUp();
    rds().modifyDBCluster(it -> it.dbClusterIdentifier(cluster).vpcSecurityGroupIds(groups));
  }

  private void modifyInstance(Words options) {
    String instance = options.one("--db-instance-identifier");
    List<String> groups = options.all("--vpc-security-group-ids");
    options.mustBeUsedUp();
    rds().modifyDBInstance(it -> it.dbInstanceIdentifier(instance).vpcSecurityGroupIds(groups));
  }

  // It waits for available, and AWS may say that while the groups are still changing.
  private void await(Words options) {
    switch (options.next()) {
      case "db-cluster-available" -> {
        String cluster = options.one("--db-cluster-identifier");
        rds().waiter().waitUntilDBClusterAvailable(it -> it.dbClusterIdentifier(cluster));
      }
      case "db-instance-available" -> {
        String instance = options.one("--db-instance-identifier");
        rds().waiter().waitUntilDBInstanceAvailable(it -> it.dbInstanceIdentifier(instance));
      }
      case String other -> throw new AssertionError("no waiter: " + other);
    }
    options.mustBeUsedUp();
  }

  private void delete(Words options) {
    String acl = options.one("--network-acl-id");
    int number = Integer.parseInt(options.one("--rule-number"));
    if (!options.all("--egress").isEmpty()) {
      throw new AssertionError("--egress takes no value");
    }
    options.mustBeUsedUp();
    ec2().deleteNetworkAclEntry(it -> it.networkAclId(acl).ruleNumber(number).egress(true));
  }

  private void revoke(Words options) {
    String group = options.one("--group-id");
    List<String> ids = options.all("--security-group-rule-ids");
    options.mustBeUsedUp();
    ec2().revokeSecurityGroupEgress(it -> it.groupId(group).securityGroupRuleIds(ids));
  }

  private void authorize(Words options) {
    String group = options.one("--group-id");
    List<IpPermission> permissions =
        JSON.readTree(options.one("--ip-permissions"))
            .valueStream()
            .map(AwsCli::permission)
            .toList();
    List<TagSpecification> tags =
        options.has("--tag-specifications")
            ? JSON.readTree(options.one("--tag-specifications"))
                .valueStream()
                .map(AwsCli::tags)
                .toList()
            : List.of();
    options.mustBeUsedUp();
    ec2()
        .authorizeSecurityGroupEgress(
            it -> {
              it.groupId(group).ipPermissions(permissions);
              if (!tags.isEmpty()) {
                it.tagSpecifications(tags);
              }
            });
  }

  private static IpPermission permission(JsonNode json) {
    knowsOnly(json, Set.of("IpProtocol", "FromPort", "ToPort", "IpRanges"));
    IpPermission.Builder permission =
        IpPermission.builder().ipProtocol(json.required("IpProtocol").stringValue());
    if (json.has("FromPort")) {
      permission
          .fromPort(json.required("FromPort").intValue())
          .toPort(json.required("ToPort").intValue());
    }
    return permission
        .ipRanges(json.required("IpRanges").valueStream().map(AwsCli::range).toList())
        .build();
  }

  private static IpRange range(JsonNode json) {
    knowsOnly(json, Set.of("CidrIp", "Description"));
    IpRange.Builder range = IpRange.builder().cidrIp(json.required("CidrIp").stringValue());
    if (json.has("Description")) {
      range.description(json.required("Description").stringValue());
    }
    return range.build();
  }

  private static TagSpecification tags(JsonNode json) {
    knowsOnly(json, Set.of("ResourceType", "Tags"));
    List<Tag> tags = new ArrayList<>();
    for (JsonNode tag : json.required("Tags")) {
      knowsOnly(tag, Set.of("Key", "Value"));
      tags.add(
          Tag.builder()
              .key(tag.required("Key").stringValue())
              .value(tag.required("Value").stringValue())
              .build());
    }
    return TagSpecification.builder()
        .resourceType(json.required("ResourceType").stringValue())
        .tags(tags)
        .build();
  }

  private static void knowsOnly(JsonNode json, Set<String> keys) {
    for (Map.Entry<String, JsonNode> each : json.properties()) {
      if (!keys.contains(each.getKey())) {
        throw new AssertionError("the CLI does not know " + each.getKey() + " here: " + json);
      }
    }
  }

  @Override
  public void close() {
    ec2s.values().forEach(Ec2Client::close);
    rdss.values().forEach(RdsClient::close);
  }

  /** The options of one command. */
  private static final class Words {
    private final List<String> left;

    Words(List<String> words, String command) {
      this(words, "ec2", command);
    }

    Words(List<String> words, String service, String command) {
      if (!words.subList(0, 2).equals(List.of(service, command))) {
        throw new AssertionError("not aws " + service + " " + command + ": " + words);
      }
      left = new ArrayList<>(words.subList(2, words.size()));
    }

    String next() {
      return left.removeFirst();
    }

    boolean has(String option) {
      return left.contains(option);
    }

    String one(String option) {
      List<String> values = all(option);
      if (values.size() != 1) {
        throw new AssertionError(option + " has " + values);
      }
      return values.getFirst();
    }

    List<String> all(String option) {
      int at = left.indexOf(option);
      if (at < 0) {
        throw new AssertionError("no " + option + " in " + left);
      }
      left.remove(at);
      List<String> values = new ArrayList<>();
      Iterator<String> rest = left.listIterator(at);
      while (rest.hasNext()) {
        String value = rest.next();
        if (value.startsWith("--")) {
          break;
        }
        values.add(value);
        rest.remove();
      }
      return values;
    }

    void mustBeUsedUp() {
      if (!left.isEmpty()) {
        throw new AssertionError("unknown: " + left);
      }
    }
  }
}
