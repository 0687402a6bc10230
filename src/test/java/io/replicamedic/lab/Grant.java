package io.replicamedic.lab;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a rule of a {@link Vpc} allows; two rules of a group with the same grant are duplicates.
 *
 * @param target a CIDR block, a prefix list or a security group: where to, or from where
 */
record Grant(String protocol, int fromPort, int toPort, Kind kind, String target) {
  static final String ALL = "-1";

  /** Whom a permission can be for, with the names that requests use. */
  enum Kind {
    IPV4("IpRanges", "CidrIp"),
    IPV6("Ipv6Ranges", "CidrIpv6"),
    PREFIX_LIST("PrefixListIds", "PrefixListId"),
    GROUP("Groups", "GroupId");

    final String list;
    final String field;

    Kind(String list, String field) {
      this.list = list;
      this.field = field;
    }
  }

  /** A grant of a request, with the description of its rule; empty for none. */
  record Described(Grant grant, String description) {}

  /** To a block, a prefix list ({@code pl-…}) or a group ({@code sg-…}). */
  static Grant to(String protocol, int fromPort, int toPort, String target) {
    Kind kind =
        target.startsWith("pl-")
            ? Kind.PREFIX_LIST
            : target.startsWith("sg-") ? Kind.GROUP : target.contains(":") ? Kind.IPV6 : Kind.IPV4;
    return of(protocol, fromPort, toPort, kind, target);
  }

  /** All grants in a request's {@code IpPermissions}. */
  static List<Described> in(Query request) {
    List<Described> grants = new ArrayList<>();
    for (Query permission : request.children("IpPermissions")) {
      for (Kind kind : Kind.values()) {
        for (Query target : permission.children(kind.list)) {
          grants.add(
              new Described(
                  of(
                      permission.text("IpProtocol"),
                      permission.number("FromPort", -1),
                      permission.number("ToPort", -1),
                      kind,
                      owner(target) + target.text(kind.field)),
                  target.text("Description")));
        }
      }
    }
    if (grants.isEmpty()) {
      throw AwsError.client("MissingParameter", "The request must contain IpPermissions");
    }
    return grants;
  }

  /** Another account's group is kept as {@code 210987654321/sg-…}. */
  private static String owner(Query target) {
    String account = target.text("UserId");
    return account.isEmpty() || account.equals(Ec2.ACCOUNT) ? "" : account + "/";
  }

  private static Grant of(String protocol, int fromPort, int toPort, Kind kind, String target) {
    String known =
        switch (protocol) {
          case "all" -> ALL;
          case "1" -> "icmp";
          case "6" -> "tcp";
          case "17" -> "udp";
          default -> protocol;
        };
    boolean everything = known.equals(ALL);
    if (List.of("tcp", "udp").contains(known) && (fromPort < 0 || toPort < fromPort)) {
      throw AwsError.client(
          "InvalidParameterValue", "Invalid value for portRange " + fromPort + "-" + toPort);
    }
    return new Grant(
        known,
        everything ? -1 : fromPort,
        everything ? -1 : toPort,
        kind,
        kind == Kind.IPV4 ? block(target) : target);
  }

  /** As AWS keeps it: 100.68.0.18/18 is 100.68.0.0/18. */
  static String block(String cidr) {
    try {
      int slash = cidr.indexOf('/');
      int length = Integer.parseInt(cidr.substring(slash + 1));
      byte[] bytes = InetAddress.ofLiteral(cidr.substring(0, slash)).getAddress();
      if (bytes.length != 4 || length < 0 || length > 32) {
        throw new IllegalArgumentException(cidr);
      }
      for (int bit = length; bit < 32; bit++) {
        bytes[bit / 8] &= (byte) ~(0x80 >> bit % 8);
      }
      return InetAddress.getByAddress(bytes).getHostAddress() + "/" + length;
    } catch (IllegalArgumentException | IndexOutOfBoundsException | UnknownHostException e) {
      throw AwsError.client("InvalidParameterValue", "CIDR block " + cidr + " is malformed");
    }
  }
}
