package io.replicamedic.durability;

import io.replicamedic.durability.Finding.Outcome;
import io.replicamedic.replication.Severity;
import java.util.List;

/** The overall word, from findings and windows. */
final class Grading {
  private Grading() {}

  static Grade of(Case it, List<Finding> findings, List<LossWindow> windows) {
    if (!it.copy() && windows.stream().anyMatch(Grading::loses)) {
      return Grade.LOSES_COMMITS;
    }
    boolean dire = any(findings, Outcome.FAILED, Severity.WARNING);
    if (!dire && it.reading().variables().value().isEmpty()) {
      return Grade.UNKNOWN;
    }
    if (dire
        || any(findings, Outcome.UNKNOWN, Severity.WARNING)
        || windows.stream().anyMatch(Grading::unknown)) {
      return Grade.AT_RISK;
    }
    return any(findings, Outcome.FAILED, Severity.NOTICE)
            || any(findings, Outcome.UNKNOWN, Severity.NOTICE)
            || windows.stream().anyMatch(Grading::lossy)
        ? Grade.SOUND
        : Grade.SAFE;
  }

  /** A replica's own crash loses nothing that was acknowledged to anybody. */
  private static boolean loses(LossWindow window) {
    return window.failure() != FailureKind.REPLICA_CRASH && lossy(window);
  }

  private static boolean lossy(LossWindow window) {
    return Losses.lossy(window.rows()) || Losses.lossy(window.binlog());
  }

  private static boolean unknown(LossWindow window) {
    return window.rows() instanceof Loss.Unknown || window.binlog() instanceof Loss.Unknown;
  }

  private static boolean any(List<Finding> findings, Outcome outcome, Severity least) {
    return findings.stream()
        .anyMatch(
            finding -> finding.outcome() == outcome && finding.severity().compareTo(least) >= 0);
  }
}
