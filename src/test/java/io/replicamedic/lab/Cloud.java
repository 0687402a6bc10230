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
  /** An egress rule as the API tells it. */
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

  /** Where EC2 and RDS are served. */
  URI uri();

  /** The id of its VPC. */
  String vpc();

  /** The id of the subnet that everything is in unless another is named. */
  String subnet();

  /** A new security group without any egress rule; its id. */
  String group(String name);

  /** One more egress rule, to an IPv4 block; its id. */
  String egress(
      String group,
      String protocol,
      int fromPort,
      int toPort,
      String cidr,
      String description,
      Map<String, String> tags);

  /** A network interface with that private IPv4 address; its id. */
  String networkInterface(String description, String address, List<String> groups);

  /** A lone RDS instance. */
  void instance(String id, List<String> groups);

  /** A managed read replica of an instance. */
  void readReplica(String id, String source, List<String> groups);

  /** An Aurora cluster with a writer and a reader. */
  void cluster(String id, String writer, String reader, List<String> groups);

  /** All egress rules of these groups, ordered by group and id; asked over HTTP. */
  List<Rule> egressRules(List<String> groups);

  @Override
  void close();
}
