package io.replicamedic.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Instances and clusters in the shape in which RDS tells them; called by {@link Rds}. */
final class RdsXml {
  private static final String DOMAIN = "clab00000000.us-east-1.rds.amazonaws.com";
  private static final String ARN = "arn:aws:rds:us-east-1:123456789012:";

  private RdsXml() {}

  static List<Xml> instance(Rds.Instance instance, List<String> replicas, Memberships shown) {
    List<Xml> content =
        new ArrayList<>(
            List.of(
                Xml.of("DBInstanceIdentifier", instance.id),
                Xml.of("DBInstanceArn", ARN + "db:" + instance.id),
                Xml.of("DbiResourceId", "db-" + instance.id.toUpperCase(Locale.ROOT)),
                Xml.of("DBInstanceStatus", "available"),
                Xml.of("Engine", instance.engine),
                Xml.of("EngineVersion", version(instance.engine)),
                Xml.of("MultiAZ", instance.availability == Rds.Availability.MULTI_AZ),
                Xml.of("BackupRetentionPeriod", instance.backupDays),
                Xml.of("DeletionProtection", false),
                endpoint(instance.id),
                parameterGroup(instance),
                tags(instance.tags),
                vpcGroups(shown.of(instance.id)),
                subnetGroup(instance),
                Xml.of(
                    "ReadReplicaDBInstanceIdentifiers",
                    replicas.stream()
                        .map(other -> Xml.of("ReadReplicaDBInstanceIdentifier", other))
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

  static List<Xml> cluster(Rds.Cluster cluster, List<Rds.Instance> members, Memberships shown) {
    return List.of(
        Xml.of("DBClusterIdentifier", cluster.id),
        Xml.of("DBClusterArn", ARN + "cluster:" + cluster.id),
        Xml.of("Status", "available"),
        Xml.of("Engine", "aurora-mysql"),
        Xml.of("EngineVersion", version("aurora-mysql")),
        Xml.of("MultiAZ", true),
        Xml.of("BackupRetentionPeriod", 1),
        Xml.of("DeletionProtection", false),
        Xml.of("Endpoint", cluster.id + ".cluster-" + DOMAIN),
        Xml.of("ReaderEndpoint", cluster.id + ".cluster-ro-" + DOMAIN),
        Xml.of("Port", 3306),
        vpcGroups(shown.of(cluster.id)),
        tags(cluster.tags),
        Xml.of("DBSubnetGroup", "of-" + cluster.id),
        Xml.of("DBClusterParameterGroup", members.getFirst().ofCluster.group),
        Xml.list(
            "DBClusterMembers",
            "DBClusterMember",
            members.stream(),
            member ->
                List.of(
                    Xml.of("DBInstanceIdentifier", member.id),
                    Xml.of("IsClusterWriter", member.id.equals(cluster.writer)),
                    Xml.of("DBClusterParameterGroupStatus", member.ofCluster.status),
                    Xml.of("PromotionTier", 1))));
  }

  private static Xml tags(Map<String, String> tags) {
    return Xml.list(
        "TagList",
        "Tag",
        tags.entrySet().stream(),
        tag -> List.of(Xml.of("Key", tag.getKey()), Xml.of("Value", tag.getValue())));
  }

  private static Xml parameterGroup(Rds.Instance instance) {
    return Xml.of(
        "DBParameterGroups",
        List.of(
            Xml.of(
                "DBParameterGroup",
                List.of(
                    Xml.of("DBParameterGroupName", instance.parameters.group),
                    Xml.of("ParameterApplyStatus", instance.parameters.status)))));
  }

  private static Xml endpoint(String id) {
    return Xml.of("Endpoint", List.of(Xml.of("Address", id + "." + DOMAIN), Xml.of("Port", 3306)));
  }

  /** Whole for an instance; of a cluster AWS tells the name only. */
  private static Xml subnetGroup(Rds.Instance instance) {
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

  private static String version(String engine) {
    return engine.equals("aurora-mysql") ? "8.0.mysql_aurora.3.08.0" : "8.0.41";
  }
}
