package io.replicamedic.lab;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A {@link Vpc}'s subnets and network ACLs at one moment; each change is a new value. Knows AWS's
 * rules and no XML.
 *
 * @param subnets by id
 * @param acls by id
 */
record Subnets(Map<String, Subnet> subnets, Map<String, Acl> acls) {
  /**
   * AWS's default quota, per direction and address family, the implicit last entry included (VPC
   * user guide).
   */
  static final int ENTRIES_PER_ACL = 20;

  /** The implicit last entries, for IPv4 and for IPv6. */
  static final int LAST = 32767;

  static final int LAST_IPV6 = 32768;

  /**
   * A subnet.
   *
   * @param ipv6 empty when it has none
   * @param acl that it has; a subnet has exactly one
   */
  record Subnet(String id, String cidr, String ipv6, String acl) {}

  /** A network ACL with all entries but the implicit last ones. */
  record Acl(String id, Standing standing, List<Entry> entries) {
    Acl {
      entries =
          entries.stream()
              .sorted(Comparator.comparing(Entry::direction).thenComparing(Entry::number))
              .toList();
    }
  }

  /** A VPC has one default ACL. */
  enum Standing {
    DEFAULT,
    CUSTOM
  }

  /**
   * An entry.
   *
   * @param protocol a number, as AWS tells it
   * @param from first port, or ICMP's type; -1 for none
   * @param to last port, or ICMP's code; -1 for none
   * @param action {@code allow} or {@code deny}
   */
  record Entry(
      Direction direction,
      int number,
      String protocol,
      int from,
      int to,
      String block,
      String action) {
    boolean isIpv6() {
      return block.contains(":");
    }

    private boolean isAt(Direction way, int where) {
      return direction == way && number == where;
    }
  }

  Subnets with(Subnet subnet) {
    acl(subnet.acl());
    return new Subnets(with(subnets, subnet.id(), subnet), acls);
  }

  Subnets with(Acl acl) {
    return new Subnets(subnets, with(acls, acl.id(), acl));
  }

  Subnet subnet(String id) {
    Subnet subnet = subnets.get(id);
    if (subnet == null) {
      throw AwsError.client(
          "InvalidSubnetID.NotFound", "The subnet ID '" + id + "' does not exist");
    }
    return subnet;
  }

  Acl acl(String id) {
    Acl acl = acls.get(id);
    if (acl == null) {
      throw AwsError.client(
          "InvalidNetworkAclID.NotFound", "The networkAcl ID '" + id + "' does not exist");
    }
    return acl;
  }

  List<Subnet> having(String acl) {
    return subnets.values().stream().filter(subnet -> subnet.acl().equals(acl)).toList();
  }

  /** Its entries and the implicit last ones; IPv6 has one where a subnet has such addresses. */
  List<Entry> told(Acl acl) {
    List<Entry> told = new ArrayList<>(acl.entries());
    for (Direction direction : Direction.values()) {
      told.add(new Entry(direction, LAST, Grant.ALL, -1, -1, "0.0.0.0/0", "deny"));
      if (having(acl.id()).stream().anyMatch(subnet -> !subnet.ipv6().isEmpty())) {
        told.add(new Entry(direction, LAST_IPV6, Grant.ALL, -1, -1, "::/0", "deny"));
      }
    }
    return told;
  }

  Subnets create(String id, Entry entry) {
    Acl acl = acl(id);
    if (acl.entries().stream().anyMatch(it -> it.isAt(entry.direction(), entry.number()))) {
      throw AwsError.client(
          "NetworkAclEntryAlreadyExists",
          "The network acl entry identified by " + entry.number() + " already exists.");
    }
    long alike =
        acl.entries().stream()
            .filter(it -> it.direction() == entry.direction() && it.isIpv6() == entry.isIpv6())
            .count();
    if (alike + 1 >= ENTRIES_PER_ACL) {
      throw AwsError.client(
          "NetworkAclEntryLimitExceeded",
          "The maximum number of network acl entries has been reached.");
    }
    List<Entry> more = new ArrayList<>(acl.entries());
    more.add(entry);
    return with(new Acl(id, acl.standing(), more));
  }

  Subnets replace(String id, Entry entry) {
    return delete(id, entry.direction(), entry.number()).create(id, entry);
  }

  Subnets delete(String id, Direction direction, int number) {
    Acl acl = acl(id);
    List<Entry> fewer = new ArrayList<>(acl.entries());
    if (!fewer.removeIf(it -> it.isAt(direction, number))) {
      throw AwsError.client(
          "InvalidNetworkAclEntry.NotFound",
          "The network acl entry identified by %d (egress: %s) in '%s' does not exist"
              .formatted(number, direction.isEgress(), id));
    }
    return with(new Acl(id, acl.standing(), fewer));
  }

  private static <T> Map<String, T> with(Map<String, T> map, String key, T value) {
    Map<String, T> more = new TreeMap<>(map);
    more.put(key, value);
    return more;
  }
}
