package io.replicamedic.isolation;

import java.util.ArrayList;
import java.util.List;

/**
 * Protocol and ports of a permission, without the place it leads to; in the words in which AWS
 * tells them, whatever words were used, so that what is added reads back the same.
 *
 * @param fromPort first port, or ICMP type; -1 when the protocol has none or all are meant
 * @param toPort last port, inclusive, or ICMP code; -1 likewise
 */
record Way(String protocol, int fromPort, int toPort) {
  private static final String TCP = "tcp";
  private static final String UDP = "udp";
  private static final int LAST_PORT = 65535;

  /** Names the protocols that have names, and says "all ports" as 0 to 65535. */
  Way {
    protocol =
        switch (protocol) {
          case "1" -> "icmp";
          case "6" -> TCP;
          case "17" -> UDP;
          case "58" -> "icmpv6";
          default -> protocol;
        };
    if (hasPorts(protocol) && fromPort == -1 && toPort == -1) {
      fromPort = 0;
      toPort = LAST_PORT;
    }
  }

  static Way of(Permission permission) {
    return new Way(permission.protocol(), permission.fromPort(), permission.toPort());
  }

  Permission to(Cidr block) {
    return new Permission(protocol, fromPort, toPort, Peer.of(block));
  }

  boolean isEverything() {
    return protocol.equals(Permission.ALL);
  }

  boolean coversTcp(int port) {
    return covers(new Way(TCP, port, port));
  }

  /** Whether all that goes the other way may go this way. */
  boolean covers(Way other) {
    if (isEverything()) {
      return true;
    }
    if (!protocol.equals(other.protocol)) {
      return false;
    }
    if (hasPorts(protocol)) {
      return fromPort <= other.fromPort && other.toPort <= toPort;
    }
    // Ports of protocols that have none mean nothing to AWS.
    return !protocol.startsWith("icmp") || coversMessages(other);
  }

  /**
   * What is left without one TCP port. Of everything only tcp, udp and icmp can be left: a rule
   * names one protocol, and the others are too many.
   */
  List<Way> withoutTcp(int port, Family family) {
    if (!isEverything()) {
      return around(port, fromPort, toPort);
    }
    List<Way> left = new ArrayList<>(around(port, 0, LAST_PORT));
    left.add(new Way(UDP, 0, LAST_PORT));
    left.add(new Way(icmp(family), -1, -1));
    return left;
  }

  /** ICMP of that family, in AWS's word. */
  static String icmp(Family family) {
    return switch (family) {
      case IPV4 -> "icmp";
      case IPV6 -> "icmpv6";
    };
  }

  private static List<Way> around(int port, int from, int to) {
    List<Way> left = new ArrayList<>();
    if (from < port) {
      left.add(new Way(TCP, from, port - 1));
    }
    if (port < to) {
      left.add(new Way(TCP, port + 1, to));
    }
    return left;
  }

  /** Types and codes are no ranges; -1 is every one. */
  private boolean coversMessages(Way other) {
    return fromPort == -1
        || (fromPort == other.fromPort && (toPort == -1 || toPort == other.toPort));
  }

  private static boolean hasPorts(String protocol) {
    return protocol.equals(TCP) || protocol.equals(UDP);
  }
}
