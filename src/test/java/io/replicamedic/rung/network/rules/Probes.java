package io.replicamedic.rung.network.rules;

import io.replicamedic.lab.Cloud;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Packets to everywhere but the source, near it and far away: which of them egress rules let out,
 * worked out without the product's own algebra.
 */
final class Probes {
  private static final List<String> ADDRESSES =
      List.of("10.1.0.0", "10.1.0.2", "10.1.0.4", "10.1.0.9", "10.1.0.15", "10.2.0.1", "8.8.8.8");
  private static final List<String> PROTOCOLS = List.of("tcp", "udp");
  private static final int PORT = 3306;

  private Probes() {}

  /** Each that a rule of a group lets out, with the group: a group's own coverage counts. */
  static Set<String> letOut(List<Cloud.Rule> rules) {
    Set<String> out = new TreeSet<>();
    for (Cloud.Rule rule : rules) {
      for (String protocol : PROTOCOLS) {
        for (String address : ADDRESSES) {
          if (covers(rule, protocol, address)) {
            out.add(rule.group() + " " + protocol + " " + address);
          }
        }
      }
    }
    return out;
  }

  /** Whether a new connection to the source would be let out. */
  static boolean reaches(List<Cloud.Rule> rules, String source) {
    return rules.stream().anyMatch(rule -> covers(rule, "tcp", source));
  }

  private static boolean covers(Cloud.Rule rule, String protocol, String address) {
    boolean spoken =
        rule.protocol().equals("-1")
            || (rule.protocol().equals(protocol)
                && rule.fromPort() <= PORT
                && PORT <= rule.toPort());
    int slash = rule.cidr().indexOf('/');
    int shift = 32 - Integer.parseInt(rule.cidr().substring(slash + 1));
    return spoken && number(address) >>> shift == number(rule.cidr().substring(0, slash)) >>> shift;
  }

  private static long number(String address) {
    return Integer.toUnsignedLong(
        ByteBuffer.wrap(InetAddress.ofLiteral(address).getAddress()).getInt());
  }
}
