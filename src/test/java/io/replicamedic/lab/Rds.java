package io.replicamedic.lab;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
    private final Map<String, String> groups = new LinkedHashMap<>();
    private final List<AwsEndpoint.StatusInfo> infos = new ArrayList<>();
    private Availability availability = Availability.SINGLE_AZ;

    Instance(String id, String engine, String cluster, String source, List<String> groups) {
      this.id = id;
      this.engine = engine;
      this.cluster = cluster;
      this.source = source;
      groups.forEach(group -> this.groups.put(group, "active"));
    }
  }

  private enum Availability {
    SINGLE_AZ,
    MULTI_AZ
  }

  private static final class Cluster {
    private final String id;
    private final List<String> members;
    private final Map<String, String> groups = new LinkedHashMap<>();
    private String writer;

    Cluster(String id, String writer, String reader, List<String> groups) {
      this.id = id;
      this.writer = writer;
      this.members = List.of(writer, reader);
      groups.forEach(group -> this.groups.put(group, "active"));
    }
  }

  private final Supplier<Instant> now;
  private final Map<String, Instance> instances = new TreeMap<>();
  private final Map<String, Cluster> clusters = new TreeMap<>();
  private final List<AwsEndpoint.Event> events = new ArrayList<>();

  Rds(Supplier<Instant> now) {
    this.now = now;
  }

  void instance(String id, List<String> groups) {
    instances.put(id, new Instance(id, "mysql", "", "", groups));
  }

  void readReplica(String id, String source, List<String> groups) {
    Instance replica = new Instance(id, "mysql", "", instanceOf(source).id, groups);
    replica.infos.add(new AwsEndpoint.StatusInfo("read replication", true, "replicating", ""));
    instances.put(id, replica);
  }

  void cluster(String id, String writer, String reader, List<String> groups) {
    clusters.put(id, new Cluster(id, writer, reader, groups));
    for (String member : List.of(writer, reader)) {
      instances.put(member, new Instance(member, "aurora-mysql", id, "", groups));
    }
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
    if (clusters.containsKey(database)) {
      clusterOf(database).groups.put(group, status);
      clusterOf(database).members.forEach(member -> membership(member, group, status));
    } else {
      instanceOf(database).groups.put(group, status);
    }
  }

  List<Xml> perform(Query request) {
    return switch (request.action()) {
      case "DescribeDBInstances" -> describeInstances(request);
      case "DescribeDBClusters" -> describeClusters(request);
      case "DescribeEvents" -> describeEvents(request);
      default ->
          throw AwsError.client(
              "InvalidAction", "The action " + request.action() + " is not valid here");
    };
  }

  private List<Xml> describeInstances(Query request) {
    List<Instance> asked =
        request.has("DBInstanceIdentifier")
            ? List.of(instanceOf(request.text("DBInstanceIdentifier")))
            : List.copyOf(instances.values());
    return Page.ofRds(request, "DBInstances", "DBInstance", asked, it -> it.id, this::instanceXml);
  }

  private List<Xml> instanceXml(Instance instance) {
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
                vpcGroups(instance.groups),
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

  private List<Xml> describeClusters(Query request) {
    List<Cluster> asked =
        request.has("DBClusterIdentifier")
            ? List.of(clusterOf(request.text("DBClusterIdentifier")))
            : List.copyOf(clusters.values());
    return Page.ofRds(request, "DBClusters", "DBCluster", asked, it -> it.id, Rds::clusterXml);
  }

  private static List<Xml> clusterXml(Cluster cluster) {
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
        vpcGroups(cluster.groups),
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

  private List<Xml> describeEvents(Query request) {
    String source = request.text("SourceIdentifier");
    String type = request.text("SourceType");
    if (!source.isEmpty() && type.isEmpty()) {
      throw AwsError.client(
          "InvalidParameterCombination",
          "Cannot specify source identifier without specifying source type");
    }
    Instant end = request.has("EndTime") ? Instant.parse(request.text("EndTime")) : now.get();
    Instant start =
        request.has("StartTime")
            ? Instant.parse(request.text("StartTime"))
            : end.minus(Duration.ofMinutes(request.number("Duration", 60)));
    Stream<AwsEndpoint.Event> told =
        events.stream()
            .filter(event -> source.isEmpty() || event.source().equals(source))
            .filter(event -> type.isEmpty() || event.sourceType().equals(type))
            .filter(event -> !event.at().isBefore(start) && !event.at().isAfter(end));
    return Page.ofRds(
        request,
        "Events",
        "Event",
        told.toList(),
        event -> "%08d".formatted(events.indexOf(event)),
        event ->
            List.of(
                Xml.of("SourceIdentifier", event.source()),
                Xml.of("SourceType", event.sourceType()),
                Xml.of("Message", event.message()),
                Xml.of(
                    "EventCategories",
                    event.categories().stream().map(it -> Xml.of("EventCategory", it)).toList()),
                Xml.of("Date", event.at())));
  }

  private static Xml endpoint(String id) {
    return Xml.of("Endpoint", List.of(Xml.of("Address", id + "." + DOMAIN), Xml.of("Port", 3306)));
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
