package io.replicamedic.lab;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a lab's {@link Cloud} holds at first; laid out by {@link Lab}: an Aurora cluster, a managed
 * replica and its source in two subnets with the VPC's default ACL, and one security group that
 * lets everything out, which the database shares with somebody else's host elsewhere. The source's
 * addresses are outside the database's subnets unless the {@link Terrain} says otherwise.
 *
 * @param networkInterface the database's
 * @param egressBefore the rules as they were laid out
 * @param acl the one of the database's subnets
 * @param aclBefore its egress entries as they were laid out
 */
record Landscape(
    Cloud cloud,
    List<String> groups,
    String networkInterface,
    List<Cloud.Rule> egressBefore,
    String acl,
    List<Cloud.Entry> aclBefore) {
  private static final Cloud.Entry ALLOW_ALL =
      new Cloud.Entry(100, "-1", -1, -1, "0.0.0.0/0", "allow");

  /** Where the database is, and where somebody else's host is. */
  private record Places(String database, String others) {}

  static Landscape in(Cloud cloud, Set<Terrain> terrain) {
    List<String> groups = List.of(cloud.group("sg default"));
    cloud.egress(
        groups.getFirst(),
        "-1",
        -1,
        -1,
        "0.0.0.0/0",
        "all out",
        Map.of("owner", "network-team", "ticket", "NET-7"));
    if (terrain.contains(Terrain.IPV6_EGRESS)) {
      cloud.egress(groups.getFirst(), "-1", -1, -1, "::/0", "all out over IPv6", Map.of());
    }
    cloud.cluster("orders", "orders-1", "orders-2", groups);
    cloud.instance("orders-src", groups);
    cloud.readReplica("orders-rr", "orders-src", groups);
    Places places = places(cloud, terrain);
    String database =
        cloud.networkInterface(
            "RDSNetworkInterface", places.database(), List.of("127.0.0.1"), groups);
    cloud.attach(database, "orders-1");
    cloud.networkInterface("batch host", places.others(), List.of("127.0.0.9"), groups);
    try (CloudReader reader = new CloudReader(cloud.uri())) {
      String acl = reader.aclOf(places.database());
      if (terrain.contains(Terrain.FULL_ACL)) {
        fill(cloud, acl);
      }
      return new Landscape(
          cloud, groups, database, cloud.egressRules(groups), acl, cloud.aclEntries(acl));
    }
  }

  private static Places places(Cloud cloud, Set<Terrain> terrain) {
    if (cloud instanceof AwsEndpoint endpoint) {
      return places(endpoint, terrain);
    }
    if (!terrain.isEmpty()) {
      throw new IllegalArgumentException("only the scripted endpoint has " + terrain);
    }
    return new Places(cloud.subnet(), cloud.subnet()); // moto's blocks must be the VPC's
  }

  /** 127.0.0.1 is the database, .2 and .3 are the {@link Gateway}'s. */
  private static Places places(AwsEndpoint cloud, Set<Terrain> terrain) {
    boolean near = terrain.contains(Terrain.SOURCE_IN_DATABASE_SUBNET);
    String first = cloud.subnet(near ? "127.0.0.0/29" : "127.0.0.0/31");
    String second = cloud.subnet("127.0.1.0/28");
    List.of("orders", "orders-src", "orders-rr")
        .forEach(database -> cloud.place(database, List.of(first, second)));
    String offices = cloud.subnet("127.0.0.8/29");
    cloud.entry(cloud.acl(List.of(offices)), ALLOW_ALL);
    return new Places(first, offices);
  }

  /** All below the one that lets everything through. */
  private static void fill(Cloud cloud, String acl) {
    for (int more = 1; cloud.aclEntries(acl).size() < Subnets.ENTRIES_PER_ACL; more++) {
      cloud.entry(
          acl, new Cloud.Entry(100 + more, "6", 9000, 9000, "10.9." + more + ".0/24", "allow"));
    }
  }
}
