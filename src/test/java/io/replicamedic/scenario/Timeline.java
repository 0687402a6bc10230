package io.replicamedic.scenario;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Turns journal rows into lines that a person can read: when, phase, rung, before and after. */
final class Timeline {
  private static final Set<String> SHOWN =
      Set.of("Replica_IO_Running", "Replica_SQL_Running", "channel", "Source");

  private static final int WIDTH = 240;

  private @Nullable Instant begin;
  private @Nullable Instant intended;

  /** The row as lines; what is longer than a screen is wide is in the journal. */
  List<String> lines(JsonNode row) {
    return whole(row).stream()
        .map(line -> line.length() <= WIDTH ? line : line.substring(0, WIDTH) + " …")
        .toList();
  }

  private List<String> whole(JsonNode row) {
    Instant at = Instant.parse(row.path("at").asString());
    Instant first = begin == null ? at : begin;
    begin = first;
    String kind = row.path("kind").asString();
    String summary = row.path("summary").asString();
    String rung = row.path("rung").asString();
    JsonNode detail = row.path("detail");
    String time =
        String.format(Locale.ROOT, "%6.2f s  ", Duration.between(first, at).toMillis() / 1000.0);
    List<String> lines = new ArrayList<>();
    switch (kind) {
      case "PHASE" -> lines.add(time + summary.toUpperCase(Locale.ROOT));
      case "INTENT" -> {
        intended = at;
        lines.add(time + "  " + rung + ": " + summary);
        before("before", detail.path("readBefore"), lines);
      }
      case "OUTCOME" -> {
        lines.add(time + "    " + summary + took(at));
        before("after", detail.path("readAfter"), lines);
      }
      case "GOAL_MET" -> lines.add(time + "  ✓ " + summary);
      case "NO_EFFECT" -> lines.add(time + "  ✗ " + summary);
      case "QUESTION" -> {
        lines.add(time + "  ? " + summary);
        detail.path("shown").forEach(shown -> lines.add(" ".repeat(14) + shown.asString()));
        detail
            .path("options")
            .forEach(
                option ->
                    lines.add(
                        " ".repeat(12)
                            + option.path("name").asString()
                            + ": "
                            + option.path("effect").asString()));
      }
      default -> lines.add(time + "  " + kind.toLowerCase(Locale.ROOT) + ": " + summary);
    }
    return lines;
  }

  private String took(Instant at) {
    return intended == null
        ? ""
        : String.format(Locale.ROOT, "  (%d ms)", Duration.between(intended, at).toMillis());
  }

  private static void before(String when, JsonNode facts, List<String> lines) {
    List<String> read = new ArrayList<>();
    facts
        .properties()
        .forEach(
            fact -> {
              if (SHOWN.contains(fact.getKey())) {
                read.add(fact.getKey() + "=" + fact.getValue().asString());
              }
            });
    if (!read.isEmpty()) {
      lines.add(" ".repeat(14) + when + ": " + String.join(" ", read));
    }
  }
}
