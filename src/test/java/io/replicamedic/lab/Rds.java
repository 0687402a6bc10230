package io.replicamedic.lab;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * An RDS fleet and RDS's actions as the {@link AwsEndpoint} knows them. Not thread-safe: the
 * endpoint calls it under its own lock.
 */
final class Rds {
  static final String VERSION = "2014-10-31";

  private static final String DOMAIN = "clab00000000.us-east-1.rds.amazonaws.com";
  private static final String ARN = "arn:aws:rds:us-east-1:123456789012:";

  /** An instance; cluster and source are empty when it has none. */
  private static final class Instance {
    private final String id;
    private final String engine;
    private final String cluster;
    private final String source;
    private final List<AwsEndpoint.StatusInfo> infos = new ArrayList<>();
    private Availability availability = Availability.SINGLE_AZ;

    private List<String> subnets;

    Instance(String id, String engine, String cluster, String source, List<String> subnets) {
      this.id = id;
      this.engine = engine;
      this.cluster = cluster;
      this.source = source;
      this.subnets = subnets;
    }
  }

  private enum Availability {
    SINGLE_AZ,
    MULTI_AZ
  }

  private static final class Cluster {
    private final String id;
    private final List<String> members;
    private String writer;

    Cluster(String id, String writer, String reader) {
      this.id = id;
      this.writer = writer;
      this.members = List.of(writer, reader);
    }
  }

  private final List<String> subnets;
  private final RdsEvents events;
  private final Supplier<Instant> now;
  private final Seen<Memberships> groups = new Seen<>(Memberships.NONE);
  private final Map<String, Instance> instances = new TreeMap<>();
  private final Map<String, Cluster> clusters = new TreeMap<>();
  private Duration delay = Duration.ofMillis(300);

  /**
   * @param subnets where databases are unless they are placed elsewhere
   */
  Rds(List<String> subnets, Supplier<Instant> now) {
    this.subnets = subnets;
    this.now = now;
    this.events = new RdsEvents(now);
  }

  static boolean isWrite(String action) {
    return action.equals("ModifyDBInstance") || action.equals("ModifyDBCluster");
  }

  void instance(String id, List<String> had) {
    instances.put(id, new Instance(id, "mysql", "", "", subnets));
    groups.change(groups.now().having(id, had));
  }

  void readReplica(String id, String source, List<String> had) {
    Instance replica = new Instance(id, "mysql", "", instanceOf(source).id, subnets);
    replica.infos.add(new AwsEndpoint.StatusInfo("read replication", true, "replicating", ""));
    instances.put(id, replica);
    groups.change(groups.now().having(id, had));
  }

  void cluster(String id, String writer, String reader, List<String> had) {
    clusters.put(id, new Cluster(id, writer, reader));
    groups.change(groups.now().having(id, had));
    for (String member : List.of(writer, reader)) {
      instances.put(member, new Instance(member, "aurora-mysql", id, "", subnets));
      groups.change(groups.now().having(member, had));
    }
  }

  /** The subnet group of an instance, or of a cluster's members. */
  void place(String database, List<String> where) {
    of(database).forEach(each -> instances.get(each).subnets = List.copyOf(where));
  }

  /** How long a change of groups takes. */
  void delay(Duration longer) {
    delay = longer;
  }

  void hurry() {
    groups.change(groups.now().hurried());
  }

  /** What has come into force since the last time, by database. */
  Map<String, List<String>> settle() {
    Instant moment = now.get();
    Map<String, List<String>> due = groups.now().due(moment);
    groups.change(groups.now().settled(moment));
    return due;
  }

  Set<String> groupsInUse() {
    return groups.now().inUse();
  }

  /** That many more describes of clients see the groups as they are at this moment. */
  void freezeFor(int describes) {
    groups.freezeFor(describes);
  }

  void statusInfos(String instance, List<AwsEndpoint.StatusInfo> infos) {
    List<AwsEndpoint.StatusInfo> kept = instanceOf(instance).infos;
    kept.clear();
    kept.addAll(infos);
  }

  void event(AwsEndpoint.Event event) {
    events.add(event);
  }

  void multiAz(String instance) {
    instanceOf(instance).availability = Availability.MULTI_AZ;
  }

  /** The other member is the writer now. */
  void failOver(String cluster) {
    Cluster moved = clusterOf(cluster);
    moved.writer =
        moved.members.stream()
            .filter(member -> !member.equals(moved.writer))
            .findFirst()
            .orElseThrow();
  }

  /** For an instance or a cluster with its members. */
  void membership(String database, String group, String status) {
    everyName(database).forEach(name -> groups.change(groups.now().telling(name, group, status)));
  }

  /**
   * @param vpc in which groups must exist
   */
  List<Xml> perform(Query request, Vpc vpc, Asker asker) {
    return switch (request.action()) {
      case "DescribeDBInstances" -> describeInstances(request, shownTo(asker));
      case "DescribeDBClusters" -> describeClusters(request, shownTo(asker));
      case "DescribeEvents" -> events.describe(request);
      case "ModifyDBInstance" -> modifyInstance(request, vpc);
      case "ModifyDBCluster" -> modifyCluster(request, vpc);
      default ->
          throw AwsError.client(
              "InvalidAction", "The action " + request.action() + " is not valid here");
    };
  }

  private Memberships shownTo(Asker asker) {
    return asker == Asker.LAB ? groups.now() : groups.toClients();
  }

  private List<Xml> modifyInstance(Query request, Vpc vpc) {
    Instance instance = instanceOf(request.text("DBInstanceIdentifier"));
    if (!instance.cluster.isEmpty()) {
      throw AwsError.client(
          "InvalidParameterCombination",
          "The requested DB Instance is a member of a DB Cluster. Set vpcSecurityGroupIds for the"
              + " DB Cluster.");
    }
    modify(instance.id, request, vpc);
    return List.of(Xml.of("DBInstance", instanceXml(instance, groups.now())));
  }

  private List<Xml> modifyCluster(Query request, Vpc vpc) {
    Cluster cluster = clusterOf(request.text("DBClusterIdentifier"));
    modify(cluster.id, request, vpc);
    return List.of(Xml.of("DBCluster", clusterXml(cluster, groups.now())));
  }

  /** Accepted at once, in force later; groups are all that can be modified here. */
  private void modify(String database, Query request, Vpc vpc) {
    List<String> wanted = request.texts("VpcSecurityGroupIds.VpcSecurityGroupId");
    if (wanted.isEmpty()) {
      throw AwsError.client("InvalidParameterCombination", "No modifications were requested");
    }
    for (String group : wanted) {
      if (!vpc.groups().containsKey(group)) {
        throw AwsError.client(
            "InvalidParameterValue",
            "Invalid security group , groupId= " + group + ", groupName=.");
      }
    }
    Instant due = now.get().plus(delay);
    everyName(database).forEach(name -> groups.change(groups.now().modify(name, wanted, due)));
  }

  /** An instance, or a cluster's members. */
  private List<String> of(String database) {
    return clusters.containsKey(database)
        ? clusterOf(database).members
        : List.of(instanceOf(database).id);
  }

  /** An instance, or a cluster and its members. */
  private List<String> everyName(String database) {
    return clusters.containsKey(database)
        ? Stream.concat(Stream.of(database), of(database).stream()).toList()
        : of(database);
  }

  private List<Xml> describeInstances(Query request, Memberships shown) {
    List<Instance> asked =
        request.has("DBInstanceIdentifier")
            ? List.of(instanceOf(request.text("DBInstanceIdentifier")))
            : List.copyOf(instances.values());
    return Page.ofRds(
        request,
        "DBInstances",
        "DBInstance",
        asked,
        it -> it.id,
        instance -> instanceXml(instance, shown));
  }

  private List<Xml> instanceXml(Instance instance, Memberships shown) {
    List<Xml> content =
        new ArrayList<>(
            List.of(
                Xml.of("DBInstanceIdentifier", instance.id),
                Xml.of("DBInstanceArn", ARN + "db:" + instance.id),
                Xml.of("DbiResourceId", "db-" + instance.id.toUpperCase(Locale.ROOT)),
                Xml.of("DBInstanceStatus", "available"),
                Xml.of("Engine", instance.engine),
                Xml.of("EngineVersion", version(instance.engine)),
                Xml.of("MultiAZ", instance.availability == Availability.MULTI_AZ),
                endpoint(instance.id),
                vpcGroups(shown.of(instance.id)),
                subnetGroup(instance),
                Xml.of(
                    "ReadReplicaDBInstanceIdentifiers",
                    instances.values().stream()
                        .filter(other -> other.source.equals(instance.id))
                        .map(other -> Xml.of("ReadReplicaDBInstanceIdentifier", other.id))
                        .toList())));
    if (!instance.cluster.isEmpty()) {
      content.add(Xml.of("DBClusterIdentifier", instance.cluster));
    }
    if (!instance.source.isEmpty()) {
      content.add(Xml.of("ReadReplicaSourceDBInstanceIdentifier", instance.source));
    }
    if (!instance.infos.isEmpty()) {
      content.add(
          Xml.list(
              "StatusInfos",
              "DBInstanceStatusInfo",
              instance.infos.stream(),
              info ->
                  List.of(
                      Xml.of("StatusType", info.type()),
                      Xml.of("Normal", info.normal()),
                      Xml.of("Status", info.status()),
                      Xml.of("Message", info.message()))));
    }
    return content;
  }

  private List<Xml> describeClusters(Query request, Memberships shown) {
    List<Cluster> asked =
        request.has("DBClusterIdentifier")
            ? List.of(clusterOf(request.text("DBClusterIdentifier")))
            : List.copyOf(clusters.values());
    return Page.ofRds(
        request,
        "DBClusters",
        "DBCluster",
        asked,
        it -> it.id,
        cluster -> clusterXml(cluster, shown));
  }

  private static List<Xml> clusterXml(Cluster cluster, Memberships shown) {
    return List.of(
        Xml.of("DBClusterIdentifier", cluster.id),
        Xml.of("DBClusterArn", ARN + "cluster:" + cluster.id),
        Xml.of("Status", "available"),
        Xml.of("Engine", "aurora-mysql"),
        Xml.of("EngineVersion", version("aurora-mysql")),
        Xml.of("MultiAZ", true),
        Xml.of("Endpoint", cluster.id + ".cluster-" + DOMAIN),
        Xml.of("ReaderEndpoint", cluster.id + ".cluster-ro-" + DOMAIN),
        Xml.of("Port", 3306),
        vpcGroups(shown.of(cluster.id)),
        Xml.of("DBSubnetGroup", "of-" + cluster.id),
        Xml.list(
            "DBClusterMembers",
            "DBClusterMember",
            cluster.members.stream(),
            member ->
                List.of(
                    Xml.of("DBInstanceIdentifier", member),
                    Xml.of("IsClusterWriter", member.equals(cluster.writer)),
                    Xml.of("DBClusterParameterGroupStatus", "in-sync"),
                    Xml.of("PromotionTier", 1))));
  }

  private static Xml endpoint(String id) {
    return Xml.of("Endpoint", List.of(Xml.of("Address", id + "." + DOMAIN), Xml.of("Port", 3306)));
  }

  /** Whole for an instance; of a cluster AWS tells the name only. */
  private static Xml subnetGroup(Instance instance) {
    return Xml.of(
        "DBSubnetGroup",
        List.of(
            Xml.of("DBSubnetGroupName", "of-" + instance.id),
            Xml.of("VpcId", Ec2.VPC_ID),
            Xml.of("SubnetGroupStatus", "Complete"),
            Xml.list(
                "Subnets",
                "Subnet",
                instance.subnets.stream(),
                subnet ->
                    List.of(
                        Xml.of("SubnetIdentifier", subnet), Xml.of("SubnetStatus", "Active")))));
  }

  private static Xml vpcGroups(Map<String, String> groups) {
    return Xml.list(
        "VpcSecurityGroups",
        "VpcSecurityGroupMembership",
        groups.entrySet().stream(),
        group ->
            List.of(
                Xml.of("VpcSecurityGroupId", group.getKey()), Xml.of("Status", group.getValue())));
  }

  private Instance instanceOf(String id) {
    Instance instance = instances.get(id);
    if (instance == null) {
      throw AwsError.of(404, "DBInstanceNotFound", "DBInstance " + id + " not found.");
    }
    return instance;
  }

  private Cluster clusterOf(String id) {
    Cluster cluster = clusters.get(id);
    if (cluster == null) {
      throw AwsError.of(404, "DBClusterNotFoundFault", "DBCluster " + id + " not found.");
    }
    return cluster;
  }

  private static String version(String engine) {
    return engine.equals("aurora-mysql") ? "8.0.mysql_aurora.3.08.0" : "8.0.41";
  }
}
