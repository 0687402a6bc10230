package io.replicamedic.isolation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Blocks as plain strings, a letter for the family and then zeros and ones; and what rules let
 * through by comparing such strings: the truth that the properties hold the room against. Shares no
 * arithmetic with it.
 */
final class Naive {
  private static final Map<String, String> KNOWN = new ConcurrentHashMap<>();

  private Naive() {}

  /** {@code 128.0.0.0/2} is {@code v10}; an address has 32 digits, or 128 after {@code w}. */
  static String bits(String block) {
    return KNOWN.computeIfAbsent(block, Naive::digits);
  }

  static String text(String bits) {
    return bits.startsWith("v") ? dotted(bits.substring(1)) : colons(bits.substring(1));
  }

  /** The block of that length around an address. */
  static String around(String address, int prefix) {
    return text(bits(address).substring(0, 1 + prefix));
  }

  /** What hangs off the ways from the block down to the holes, and leads to none. */
  static List<String> minus(String block, Set<String> holes) {
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

  /** One thing that somebody might want to send; for ICMP the port is the type. */
  record Probe(String address, String protocol, int port) {}

  /** What names in rules stand for, and how many entries a prefix list may have. */
  record Meanings(Map<String, List<String>> blocks, Map<String, Integer> sizes) {
    static final Meanings NONE = new Meanings(Map.of(), Map.of());

    List<String> of(Peer peer) {
      return blocks.getOrDefault(peer.toString(), List.of(peer.toString()));
    }
  }

  static boolean letThrough(Collection<EgressRule> rules, Meanings meanings, Probe probe) {
    return rules.stream().anyMatch(rule -> lets(rule.permission(), meanings, probe));
  }

  static boolean lets(Permission permission, Meanings meanings, Probe probe) {
    return speaks(permission.protocol(), permission.fromPort(), permission.toPort(), probe)
        && meanings.of(permission.peer()).stream()
            .anyMatch(block -> bits(probe.address).startsWith(bits(block)));
  }

  /** Whether all that one permission lets through is let through by another, probe by probe. */
  static boolean isWithin(Permission narrow, Permission wide, Collection<Probe> ways) {
    return bits(narrow.peer().toString()).startsWith(bits(wide.peer().toString()))
        && ways.stream()
            .filter(way -> speaks(narrow.protocol(), narrow.fromPort(), narrow.toPort(), way))
            .allMatch(way -> speaks(wide.protocol(), wide.fromPort(), wide.toPort(), way));
  }

  /** What AWS would count; {@code v} or {@code w}. */
  static int count(Collection<Permission> permissions, String family, Meanings meanings) {
    int count = 0;
    for (Permission each : new HashSet<>(permissions)) {
      String name = each.peer().toString();
      if (name.startsWith("pl-")) {
        List<String> entries = meanings.blocks.getOrDefault(name, List.of());
        boolean counts =
            entries.isEmpty() || entries.stream().anyMatch(one -> bits(one).startsWith(family));
        count += counts ? meanings.sizes.getOrDefault(name, 0) : 0;
      } else if (name.startsWith("sg-") || bits(name).startsWith(family)) {
        count++;
      }
    }
    return count;
  }

  /** The entries one by one, from the lowest number, until one fits; nothing fits: no. */
  static boolean aclLets(Collection<AclEntry> entries, Probe probe) {
    List<AclEntry> ordered = new ArrayList<>(entries);
    ordered.sort(Comparator.comparing(AclEntry::number));
    for (AclEntry entry : ordered) {
      if (speaks(entry.protocol(), entry.fromPort(), entry.toPort(), probe)
          && bits(probe.address).startsWith(bits(entry.block().toString()))) {
        return entry.allow();
      }
    }
    return false;
  }

  private static boolean speaks(String protocol, int from, int to, Probe probe) {
    Map<String, String> names = Map.of("1", "icmp", "6", "tcp", "17", "udp", "58", "icmpv6");
    String spoken = names.getOrDefault(protocol, protocol);
    if (spoken.equals("-1")) {
      return true;
    }
    return switch (probe.protocol) {
      case "tcp", "udp" ->
          spoken.equals(probe.protocol)
              && (from < 0 || from <= probe.port)
              && (to < 0 || to >= probe.port);
      case "icmp", "icmpv6" -> spoken.equals(probe.protocol) && (from < 0 || from == probe.port);
      default -> spoken.equals(probe.protocol);
    };
  }

  private static String digits(String block) {
    String[] parts = block.split("/", -1);
    String all = parts[0].contains(":") ? "w" + hexadecimal(parts[0]) : "v" + decimal(parts[0]);
    return parts.length == 1 ? all : all.substring(0, 1 + Integer.parseInt(parts[1]));
  }

  private static String decimal(String address) {
    StringBuilder bits = new StringBuilder();
    for (String octet : address.split("\\.", -1)) {
      bits.append(Integer.toBinaryString(256 + Integer.parseInt(octet)).substring(1));
    }
    return bits.toString();
  }

  private static String hexadecimal(String address) {
    String[] ends = address.split("::", -1);
    String head = groups(ends[0]);
    return ends.length == 1
        ? head
        : head + "0".repeat(128 - head.length() - groups(ends[1]).length()) + groups(ends[1]);
  }

  private static String groups(String text) {
    StringBuilder bits = new StringBuilder();
    for (String group : text.isEmpty() ? new String[0] : text.split(":", -1)) {
      bits.append(Integer.toBinaryString(65536 + Integer.parseInt(group, 16)).substring(1));
    }
    return bits.toString();
  }

  private static String dotted(String bits) {
    String whole = bits + "0".repeat(32 - bits.length());
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 32; i += 8) {
      text.append(i == 0 ? "" : ".").append(Integer.parseInt(whole.substring(i, i + 8), 2));
    }
    return text + "/" + bits.length();
  }

  private static String colons(String bits) {
    String whole = bits + "0".repeat(128 - bits.length());
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 128; i += 16) {
      String group = Integer.toHexString(Integer.parseInt(whole.substring(i, i + 16), 2));
      text.append(i == 0 ? ":" : "").append(group).append(':');
    }
    // Longest first, and of those the first.
    for (int zeros = 8; zeros > 1; zeros--) {
      int at = text.indexOf(":" + "0:".repeat(zeros));
      if (at >= 0) {
        text.replace(at, at + 1 + 2 * zeros, "::");
        break;
      }
    }
    String padded = text.toString();
    String open = padded.startsWith("::") ? padded : padded.substring(1);
    return (open.endsWith("::") ? open : open.substring(0, open.length() - 1))
        + "/"
        + bits.length();
  }
}
