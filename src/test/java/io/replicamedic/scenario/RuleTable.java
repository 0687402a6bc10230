package io.replicamedic.scenario;

import io.replicamedic.lab.Cloud;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Egress rules as lines that a person can read: many of one kind stand behind one head. */
final class RuleTable {
  private static final int WIDTH = 100;

  private RuleTable() {}

  static List<String> lines(List<Cloud.Rule> rules) {
    Map<String, List<Cloud.Rule>> kinds = new LinkedHashMap<>();
    for (Cloud.Rule rule : rules) {
      kinds.computeIfAbsent(head(rule), head -> new ArrayList<>()).add(rule);
    }
    List<String> lines = new ArrayList<>();
    kinds.forEach(
        (head, alike) -> {
          if (alike.size() == 1) {
            Cloud.Rule only = alike.getFirst();
            lines.add("  " + only.id() + "  to " + only.cidr() + "  " + head);
          } else {
            lines.add("  " + alike.size() + " rules  " + head + ", to");
            wrapped(alike.stream().map(Cloud.Rule::cidr).toList())
                .forEach(line -> lines.add("      " + line));
          }
        });
    return lines;
  }

  private static String head(Cloud.Rule rule) {
    return rule.group()
        + "  "
        + protocol(rule)
        + (rule.description().isEmpty() ? "" : "  \"" + rule.description() + "\"")
        + (rule.tags().isEmpty() ? "" : "  " + rule.tags());
  }

  private static String protocol(Cloud.Rule rule) {
    return switch (rule.protocol()) {
      case "-1" -> "all protocols";
      case "tcp", "udp" ->
          rule.fromPort() == rule.toPort()
              ? rule.protocol() + " " + rule.fromPort()
              : rule.protocol() + " " + rule.fromPort() + "-" + rule.toPort();
      default -> rule.protocol();
    };
  }

  private static List<String> wrapped(List<String> words) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : words.stream().sorted().toList()) {
      if (line.length() + word.length() > WIDTH) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
