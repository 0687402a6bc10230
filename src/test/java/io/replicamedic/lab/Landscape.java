package io.replicamedic.lab;

import java.util.List;
import java.util.Map;

/**
 * What a lab's {@link Cloud} holds at first; laid out by {@link Lab}: an Aurora cluster, a managed
 * replica and its source, and one security group that lets everything out, which the database
 * shares with somebody else's host.
 *
 * @param networkInterface the database's
 * @param egressBefore the rules as they were laid out
 */
record Landscape(
    Cloud cloud, List<String> groups, String networkInterface, List<Cloud.Rule> egressBefore) {

  static Landscape in(Cloud cloud) {
    List<String> groups = List.of(cloud.group("sg default"));
    cloud.egress(
        groups.getFirst(),
        "-1",
        -1,
        -1,
        "0.0.0.0/0",
        "all out",
        Map.of("owner", "network-team", "ticket", "NET-7"));
    String database = cloud.networkInterface("RDSNetworkInterface", "127.0.0.1", groups);
    cloud.networkInterface("batch host", "127.0.0.9", groups);
    cloud.cluster("orders", "orders-1", "orders-2", groups);
    cloud.instance("orders-src", groups);
    cloud.readReplica("orders-rr", "orders-src", groups);
    return new Landscape(cloud, groups, database, cloud.egressRules(groups));
  }
}
