package io.replicamedic.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was measured, by name and contender, in the order in which it was. */
final class Results {
  private final Map<String, Map<String, Double>> byName = new LinkedHashMap<>();

  /** Keeps it, and says it at once. */
  void put(Options.Contender who, String name, double value) {
    byName.computeIfAbsent(name, _ -> new LinkedHashMap<>()).put(who.name(), value);
    System.out.println(who.name() + ": " + name + " " + number(value));
  }

  /** A table; with two contenders the last column is ours divided by the peer's. */
  String text(List<String> contenders) {
    StringBuilder text = new StringBuilder("\n| |");
    contenders.forEach(it -> text.append(' ').append(it).append(" |"));
    text.append(contenders.size() == 2 ? " ours / peer |\n|---|" : "\n|---|");
    text.append("---|".repeat(contenders.size() == 2 ? 3 : 1)).append('\n');
    byName.forEach(
        (name, values) -> {
          text.append("| ").append(name).append(" |");
          contenders.forEach(
              it -> text.append(' ').append(number(values.getOrDefault(it, 0.0))).append(" |"));
          if (contenders.size() == 2) {
            double ratio =
                values.getOrDefault(contenders.get(0), 0.0)
                    / values.getOrDefault(contenders.get(1), 0.0);
            text.append(' ').append(number(ratio)).append(" |");
          }
          text.append('\n');
        });
    return text.toString();
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : "%.3f", value);
  }
}
