package io.replicamedic.packets;

import io.replicamedic.lab.Cloud;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a host may send, as nftables says it: word for word from AWS's rules, so that the kernel
 * decides and no arithmetic of ours. Written for {@link Ground}.
 *
 * <p>Security groups are stateful, as AWS tracks connections; the network ACL has no memory, comes
 * before connections are tracked, and its first entry that matches decides.
 */
final class Ruleset {
  private static final int ANY = -1;

  private Ruleset() {}

  /** A whole file, which takes the place of the one before in one step. */
  static String of(List<Cloud.Rule> egress, List<Cloud.Entry> acl) {
    String entries =
        acl.stream()
            .sorted(Comparator.comparingInt(Cloud.Entry::number))
            .map(Ruleset::line)
            .collect(Collectors.joining());
    String rules = egress.stream().map(Ruleset::line).collect(Collectors.joining());
    return """
    table inet cloud {}
    flush table inet cloud
    table inet cloud {
      chain acl {
        type filter hook output priority raw; policy accept;
    %s    drop
      }
      chain groups {
        type filter hook output priority filter; policy drop;
        ct state established,related accept
    %s  }
    }
    """
        .formatted(entries, rules);
  }

  private static String line(Cloud.Entry entry) {
    String verdict =
        switch (entry.action()) {
          case "allow" -> "accept";
          case "deny" -> "drop";
          default -> throw new IllegalArgumentException(entry.toString());
        };
    return line(entry.block(), entry.protocol(), entry.fromPort(), entry.toPort(), verdict);
  }

  private static String line(Cloud.Rule rule) {
    return line(rule.cidr(), rule.protocol(), rule.fromPort(), rule.toPort(), "accept");
  }

  private static String line(String block, String protocol, int from, int to, String verdict) {
    return "    " + destination(block) + spoken(protocol, from, to) + " " + verdict + "\n";
  }

  /** Prefix lists and groups are not laid out here. */
  private static String destination(String block) {
    if (!block.contains("/")) {
      throw new IllegalArgumentException("not a block: " + block);
    }
    return (block.contains(":") ? "ip6" : "ip") + " daddr " + block;
  }

  private static String spoken(String protocol, int from, int to) {
    return switch (protocol) {
      case "-1" -> "";
      case "tcp", "6" -> ports("tcp", from, to);
      case "udp", "17" -> ports("udp", from, to);
      case "icmp", "1" -> icmp(from, to);
      default -> " meta l4proto " + Integer.parseInt(protocol);
    };
  }

  private static String ports(String protocol, int from, int to) {
    return " meta l4proto "
        + protocol
        + (from == ANY && to == ANY ? "" : " th dport " + from + "-" + to);
  }

  /** A rule for ICMP has the type and the code where others have ports. */
  private static String icmp(int type, int code) {
    return " meta l4proto icmp"
        + (type == ANY ? "" : " icmp type " + type)
        + (code == ANY ? "" : " icmp code " + code);
  }
}
