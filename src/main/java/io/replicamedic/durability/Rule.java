package io.replicamedic.durability;

import io.replicamedic.replication.Severity;
import java.util.List;
import java.util.Locale;

/** One rule: pure, total, and aware of engine and role. */
interface Rule {
  /** Stable, lower case with hyphens; also its anchor in docs/durability-rules.md. */
  String id();

  /** What it says of that reading. */
  Finding judge(DurabilityReading reading);

  /** The settings it reads. */
  List<Setting> settings();

  /** It is as it should be. */
  default Finding passed(List<Observed> read, String summary, String why) {
    return new Finding(
        id(), Finding.Outcome.PASSED, Severity.OK, read, summary, why, "", List.of());
  }

  /** It is not. */
  default Finding failed(
      Severity severity,
      List<Observed> read,
      String summary,
      String why,
      String fix,
      List<Remedy> remedies) {
    return new Finding(id(), Finding.Outcome.FAILED, severity, read, summary, why, fix, remedies);
  }

  /** What it needs could not be read; as bad as if it were wrong. */
  default Finding unknown(Severity severity, List<Observed> read, String summary, String why) {
    return new Finding(
        id(),
        Finding.Outcome.UNKNOWN,
        severity,
        read,
        sentence(summary),
        why,
        "Let replica-medic read it, then audit again.",
        List.of());
  }

  /** It means nothing here. */
  default Finding notApplicable(List<Observed> read, String summary) {
    return new Finding(
        id(),
        Finding.Outcome.NOT_APPLICABLE,
        Severity.OK,
        read,
        sentence(summary),
        "",
        "",
        List.of());
  }

  /** As a sentence; a name in front keeps its spelling. */
  private static String sentence(String text) {
    String first = text.split("[ ;:]", 2)[0];
    String start =
        first.matches("[a-z]+")
            ? text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1)
            : text;
    return start.endsWith(".") ? start : start + ".";
  }
}
