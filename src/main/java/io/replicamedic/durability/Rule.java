package io.replicamedic.durability;

import io.replicamedic.replication.Severity;
import java.util.List;

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
        summary,
        why,
        "Let replica-medic read it, then audit again.",
        List.of());
  }

  /** It means nothing here. */
  default Finding notApplicable(List<Observed> read, String summary) {
    return new Finding(
        id(), Finding.Outcome.NOT_APPLICABLE, Severity.OK, read, summary, "", "", List.of());
  }
}
