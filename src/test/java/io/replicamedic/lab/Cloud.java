package io.replicamedic.lab;

import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * A VPC and an RDS fleet behind one HTTP endpoint that speaks AWS's query protocol: our scripted
 * one, or moto, which nobody here wrote. Made before the service starts; what is in it afterwards
 * is read over HTTP only.
 */
public interface Cloud extends AutoCloseable {
  /**
   * A rule as the API tells it.
   *
   * @param cidr where to, or from where: a block, a prefix list or a group
   */
  record Rule(
      String id,
      String group,
      String protocol,
      int fromPort,
      int toPort,
      String cidr,
      String description,
      Map<String, String> tags) {
    /** All that it says but its id; a group has no two rules that say the same. */
    public List<Object> content() {
      return List.of(group, protocol, fromPort, toPort, cidr, description, tags);
    }
  }

  /**
   * An egress entry of a network ACL as the API tells it.
   *
   * @param protocol a number; -1 for all
   * @param fromPort -1 where there are none
   * @param toPort likewise
   * @param action {@code allow} or {@code deny}
   */
  record Entry(
      int number, String protocol, int fromPort, int toPort, String block, String action) {}

  /** Where EC2 and RDS are served. */
  URI uri();

  /** The id of its VPC. */
  String vpc();

  /** The id of the subnet that everything is in unless another is named. */
  String subnet();

  /** A new subnet with the VPC's default ACL; its id. */
  default String subnet(String cidr) {
    return subnet(cidr, "");
  }

  /** The same, with an IPv6 block too; empty for none. */
  String subnet(String cidr, String ipv6);

  /**
   * A new network ACL for these subnets, without any entry but the implicit last ones, which deny;
   * its id.
   */
  String acl(List<String> subnets);

  /** One more egress entry. */
  void entry(String acl, Entry entry);

  /** A new managed prefix list, of one address family; its id. */
  String prefixList(String name, int maxEntries, List<String> blocks);

  /** A new security group without any egress rule; its id. */
  String group(String name);

  /** One more egress rule, to a block, a prefix list or a group; its id. */
  String egress(
      String group,
      String protocol,
      int fromPort,
      int toPort,
      String target,
      String description,
      Map<String, String> tags);

  /** One more ingress rule, from a block or a group; its id. */
  String ingress(String group, String protocol, int fromPort, int toPort, String target);

  /** A network interface with that private IPv4 address; its id. */
  default String networkInterface(String description, String address, List<String> groups) {
    return networkInterface(description, subnet(), List.of(address), groups);
  }

  /** A network interface with these addresses, the first an IPv4 one; its id. */
  String networkInterface(
      String description, String subnet, List<String> addresses, List<String> groups);

  /**
   * The interface is that instance's: it gets the groups that the instance, or its cluster, is
   * given, once they are in force. Moto's interfaces never do.
   */
  void attach(String networkInterface, String database);

  /** A lone RDS instance. */
  void instance(String id, List<String> groups);

  /** A managed read replica of an instance. */
  void readReplica(String id, String source, List<String> groups);

  /** An Aurora cluster with a writer and a reader. */
  void cluster(String id, String writer, String reader, List<String> groups);

  /**
   * An instance gets that parameter group, a cluster that one of clusters; it is made if it is none
   * of AWS's own and not there.
   */
  void usesParameterGroup(String database, String group);

  /** A tag of an instance, or of a cluster alone and not of its members. */
  void tag(String database, String key, String value);

  /** All egress rules of these groups, ordered by group and id; asked over HTTP. */
  List<Rule> egressRules(List<String> groups);

  /** All ingress rules of these groups, likewise. */
  List<Rule> ingressRules(List<String> groups);

  /** All egress entries of an ACL in the order of their numbers; asked over HTTP. */
  List<Entry> aclEntries(String acl);

  /** The names of all security groups by their ids; asked over HTTP. */
  Map<String, String> groupNames();

  /** The security groups that a network interface has; asked over HTTP. */
  List<String> groupsOf(String networkInterface);

  /** An instance's groups, each adding, active or removing; asked over HTTP. */
  Map<String, String> memberships(String instance);

  @Override
  void close();
}
