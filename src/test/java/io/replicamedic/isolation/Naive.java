package io.replicamedic.isolation;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Blocks as plain strings of zeros and ones, and what rules let through by comparing such strings:
 * the truth that the properties hold the room against. Shares no arithmetic with it.
 */
final class Naive {
  private Naive() {}

  /** {@code 128.0.0.0/2} is {@code 10}; an address has 32 digits. */
  static String bits(String block) {
    String[] parts = block.split("/", -1);
    StringBuilder bits = new StringBuilder();
    for (String octet : parts[0].split("\\.", -1)) {
      bits.append(Integer.toBinaryString(256 + Integer.parseInt(octet)).substring(1));
    }
    return parts.length == 1 ? bits.toString() : bits.substring(0, Integer.parseInt(parts[1]));
  }

  static String text(String bits) {
    String whole = bits + "0".repeat(32 - bits.length());
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 32; i += 8) {
      text.append(i == 0 ? "" : ".").append(Integer.parseInt(whole.substring(i, i + 8), 2));
    }
    return text + "/" + bits.length();
  }

  /** The block of that length around an address. */
  static String around(String address, int prefix) {
    return text(bits(address).substring(0, prefix));
  }

  /** What hangs off the ways from the block down to the holes, and leads to none. */
  static List<String> minus(String block, Collection<String> holes) {
    String from = bits(block);
    Set<String> gone = holes.stream().map(Naive::bits).collect(Collectors.toSet());
    if (gone.stream().anyMatch(from::startsWith)) {
      return List.of();
    }
    Set<String> kept = new TreeSet<>();
    gone.removeIf(hole -> !hole.startsWith(from));
    if (gone.isEmpty()) {
      kept.add(from);
    }
    for (String hole : gone) {
      for (int i = from.length(); i < hole.length(); i++) {
        String sibling = hole.substring(0, i) + (hole.charAt(i) == '0' ? '1' : '0');
        if (gone.stream().noneMatch(g -> g.startsWith(sibling) || sibling.startsWith(g))) {
          kept.add(sibling);
        }
      }
    }
    return kept.stream().map(Naive::text).toList();
  }

  /** One thing that somebody might want to send. */
  record Probe(String address, String protocol, int port) {}

  static boolean letThrough(Collection<EgressRule> rules, Probe probe) {
    return rules.stream().map(EgressRule::permission).anyMatch(each -> lets(each, probe));
  }

  private static boolean lets(Permission permission, Probe probe) {
    return bits(probe.address).startsWith(bits(permission.peer().toString()))
        && (permission.protocol().equals("-1")
            || (permission.protocol().equals(probe.protocol)
                && (permission.fromPort() < 0 || permission.fromPort() <= probe.port)
                && (permission.toPort() < 0 || permission.toPort() >= probe.port)));
  }
}
