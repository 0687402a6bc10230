package io.replicamedic.isolation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A random set of egress rules, what the names in them stand for, and what is to be carved out of
 * them.
 */
record World(
    List<EgressRule> rules,
    Naive.Meanings meanings,
    Resolution resolution,
    Set<String> sources,
    int port) {
  /** Near each other, far apart, and at both ends of the number range. */
  static final List<String> ADDRESSES =
      List.of(
          "10.1.2.3",
          "10.1.2.4",
          "10.1.130.3",
          "192.168.7.7",
          "255.255.255.255",
          "0.0.0.0",
          "2001:db8::1",
          "2001:db8::2",
          "2001:db8:0:1:8000::",
          "::",
          "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff");

  Carving carving() {
    return CarveOut.carve(rules, resolution, sources, port);
  }

  List<String> groups() {
    return rules.stream().map(EgressRule::group).distinct().toList();
  }

  List<EgressRule> of(String group) {
    return of(group, rules);
  }

  static List<EgressRule> of(String group, List<EgressRule> rules) {
    return rules.stream().filter(rule -> rule.group().equals(group)).toList();
  }

  boolean letsThrough(List<EgressRule> some, Naive.Probe probe) {
    return Naive.letThrough(some, meanings, probe);
  }

  boolean isTheSource(Naive.Probe probe) {
    return sources.contains(probe.address())
        && probe.protocol().equals("tcp")
        && probe.port() == port;
  }

  /** A protocol that cannot be kept to the source's addresses. */
  boolean mayBeLost(Naive.Probe probe) {
    return sources.contains(probe.address())
        && !Set.of("tcp", "udp", icmp(probe.address())).contains(probe.protocol());
  }

  /** What a person would send to and about the sources, next to them, and to all the others. */
  List<Naive.Probe> probes() {
    Set<String> addresses = new LinkedHashSet<>(ADDRESSES);
    sources.forEach(source -> addresses.addAll(neighbours(source)));
    return addresses.stream().flatMap(each -> ways(each, port).stream()).toList();
  }

  static List<Naive.Probe> ways(String address, int port) {
    List<Naive.Probe> ways = new ArrayList<>();
    for (int each : new TreeSet<>(Set.of(0, 80, 443, 3305, 3306, 3307, 9999))) {
      ways.add(new Naive.Probe(address, "tcp", each));
    }
    for (int each : List.of(port - 1, port, port + 1)) {
      if (each >= 0 && each <= 65535) {
        ways.add(new Naive.Probe(address, "tcp", each));
      }
    }
    for (int each : List.of(0, 3306, 65535)) {
      ways.add(new Naive.Probe(address, "udp", each));
    }
    ways.add(new Naive.Probe(address, "icmp", 8));
    ways.add(new Naive.Probe(address, "icmp", 3));
    ways.add(new Naive.Probe(address, "icmpv6", 128));
    ways.add(new Naive.Probe(address, "50", 0));
    return ways;
  }

  private static String icmp(String address) {
    return address.contains(":") ? "icmpv6" : "icmp";
  }

  /** The addresses that differ from it in one of the last bits. */
  private static Set<String> neighbours(String address) {
    String bits = Naive.bits(address);
    Set<String> neighbours = new HashSet<>();
    for (int back : List.of(1, 2, 9)) {
      int at = bits.length() - back;
      char other = bits.charAt(at) == '0' ? '1' : '0';
      String text = Naive.text(bits.substring(0, at) + other + bits.substring(at + 1));
      neighbours.add(text.substring(0, text.indexOf('/')));
    }
    return neighbours;
  }
}
