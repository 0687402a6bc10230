package io.replicamedic.lab;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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

  /** An instance; cluster and source are empty when it has none. */
  static final class Instance {
    final String id;
    final String engine;
    final String cluster;
    final String source;
    final List<AwsEndpoint.StatusInfo> infos = new ArrayList<>();
    final Map<String, String> tags = new TreeMap<>();
    final RdsParameters.Use parameters;
    final RdsParameters.Use ofCluster = new RdsParameters.Use("");
    Availability availability = Availability.SINGLE_AZ;
    int backupDays = 1;

    List<String> subnets;

    Instance(String id, String engine, String cluster, String source, List<String> subnets) {
      this.id = id;
      this.engine = engine;
      this.cluster = cluster;
      this.source = source;
      this.subnets = subnets;
      this.parameters = new RdsParameters.Use("of-" + id);
    }

    String family() {
      return engine.equals("mysql") ? "mysql8.0" : "aurora-mysql8.0";
    }
  }

  enum Availability {
    SINGLE_AZ,
    MULTI_AZ
  }

  static final class Cluster {
    final String id;
    final List<String> members;
    final Map<String, String> tags = new TreeMap<>();
    String writer;

    Cluster(String id, String writer, String reader) {
      this.id = id;
      this.writer = writer;
      this.members = List.of(writer, reader);
    }
  }

  private final List<String> subnets;
  private final RdsEvents events;
  private final RdsParameters parameters = new RdsParameters();
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
    return action.equals("ModifyDBInstance")
        || action.equals("ModifyDBCluster")
        || RdsParameters.isWrite(action);
  }

  void instance(String id, List<String> had) {
    put(new Instance(id, "mysql", "", "", subnets));
    groups.change(groups.now().having(id, had));
  }

  void readReplica(String id, String source, List<String> had) {
    Instance replica = new Instance(id, "mysql", "", instanceOf(source).id, subnets);
    replica.infos.add(new AwsEndpoint.StatusInfo("read replication", true, "replicating", ""));
    put(replica);
    groups.change(groups.now().having(id, had));
  }

  void cluster(String id, String writer, String reader, List<String> had) {
    clusters.put(id, new Cluster(id, writer, reader));
    groups.change(groups.now().having(id, had));
    parameters.create("of-" + id, true, "aurora-mysql8.0");
    for (String member : List.of(writer, reader)) {
      put(new Instance(member, "aurora-mysql", id, "", subnets));
      groups.change(groups.now().having(member, had));
    }
  }

  private void put(Instance instance) {
    instances.put(instance.id, instance);
    parameters.create(instance.parameters.group, false, instance.family());
    instance.ofCluster.group = instance.cluster.isEmpty() ? "" : "of-" + instance.cluster;
  }

  RdsParameters parameters() {
    return parameters;
  }

  /** An instance has that group from now on, or a cluster that one of clusters; made if need be. */
  void usesGroup(String database, String group) {
    boolean ofCluster = clusters.containsKey(database);
    for (String each : of(database)) {
      Instance instance = instanceOf(each);
      parameters.create(group, ofCluster, instance.family());
      (ofCluster ? instance.ofCluster : instance.parameters).group = group;
    }
  }

  private Map<String, RdsParameters.Use> uses(boolean ofCluster) {
    Map<String, RdsParameters.Use> uses = new TreeMap<>();
    instances
        .values()
        .forEach(each -> uses.put(each.id, ofCluster ? each.ofCluster : each.parameters));
    return uses;
  }

  /** The subnet group of an instance, or of a cluster's members. */
  void place(String database, List<String> where) {
    of(database).forEach(each -> instanceOf(each).subnets = List.copyOf(where));
  }

  /** How long a change of groups, or of parameters, takes. */
  void delay(Duration longer) {
    delay = longer;
  }

  Duration delay() {
    return delay;
  }

  void hurry() {
    groups.change(groups.now().hurried());
    parameters.hurry();
  }

  /** What has come into force since the last time, by database. */
  Map<String, List<String>> settle() {
    Instant moment = now.get();
    Map<String, List<String>> due = groups.now().due(moment);
    groups.change(groups.now().settled(moment));
    parameters.settle(moment);
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

  /** Of an instance, or of a cluster alone. */
  void tag(String database, String key, String value) {
    Map<String, String> tags =
        clusters.containsKey(database) ? clusterOf(database).tags : instanceOf(database).tags;
    tags.put(key, value);
  }

  void applyStatus(String instance, String status) {
    instanceOf(instance).parameters.status = status;
  }

  /** A lone instance is deleted. */
  void delete(String instance) {
    instances.remove(instanceOf(instance).id);
  }

  /** How many days automated backups are kept; 0 = there are none. */
  void backups(String instance, int days) {
    instanceOf(instance).backupDays = days;
  }

  void multiAz(String instance) {
    instanceOf(instance).availability = Availability.MULTI_AZ;
  }

  /** No member is the writer. */
  void loseWriter(String cluster) {
    clusterOf(cluster).writer = "";
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
    if (RdsParameters.isOurs(request.action())) {
      return parameters.perform(request, this::uses, now.get().plus(delay));
    }
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
    return List.of(
        Xml.of("DBInstance", RdsXml.instance(instance, replicasOf(instance), groups.now())));
  }

  private List<Xml> modifyCluster(Query request, Vpc vpc) {
    Cluster cluster = clusterOf(request.text("DBClusterIdentifier"));
    modify(cluster.id, request, vpc);
    return List.of(Xml.of("DBCluster", RdsXml.cluster(cluster, members(cluster), groups.now())));
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
        instance -> RdsXml.instance(instance, replicasOf(instance), shown));
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
        cluster -> RdsXml.cluster(cluster, members(cluster), shown));
  }

  private List<Instance> members(Cluster cluster) {
    return cluster.members.stream().map(this::instanceOf).toList();
  }

  private List<String> replicasOf(Instance instance) {
    return instances.values().stream()
        .filter(other -> other.source.equals(instance.id))
        .map(other -> other.id)
        .toList();
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
}
