package io.replicamedic.audit;

import io.replicamedic.durability.Audit;
import io.replicamedic.durability.EngineKind;
import io.replicamedic.durability.FailureKind;
import io.replicamedic.durability.Finding;
import io.replicamedic.durability.Grade;
import io.replicamedic.durability.Loss;
import io.replicamedic.durability.LossWindow;
import io.replicamedic.durability.Observed;
import io.replicamedic.durability.Role;
import io.replicamedic.replication.Severity;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * What two audits must have in common to say the same: what was read and how it was judged, without
 * times and without words, which another version of this program may choose otherwise.
 */
record Verdict(
    EngineKind engine,
    String version,
    Set<Role> roles,
    Grade grade,
    List<Said> findings,
    List<Window> windows) {
  record Said(String rule, Finding.Outcome outcome, Severity severity, List<Value> read) {}

  record Value(String name, String value, Observed.Origin origin, String from) {}

  /** The sort of a loss and its measure. */
  record Window(FailureKind failure, String rows, String binlog, LossWindow.Replicas replicas) {}

  static Verdict of(Audit audit) {
    return new Verdict(
        audit.engine(),
        audit.version(),
        audit.roles(),
        audit.grade(),
        audit.findings().stream()
            .map(Verdict::said)
            .sorted(Comparator.comparing(Said::rule))
            .toList(),
        audit.windows().stream()
            .map(it -> new Window(it.failure(), text(it.rows()), text(it.binlog()), it.replicas()))
            .sorted(Comparator.comparing(Window::failure))
            .toList());
  }

  private static Said said(Finding finding) {
    return new Said(
        finding.rule(),
        finding.outcome(),
        finding.severity(),
        finding.read().stream()
            .map(it -> new Value(it.name(), value(it), it.origin(), it.from()))
            .toList());
  }

  /** Why a value is unknown may be worded by a network, and otherwise each time. */
  static String value(Observed observed) {
    return observed.value().startsWith("unknown") ? "unknown" : observed.value();
  }

  static String text(Loss loss) {
    return switch (loss) {
      case Loss.None _ -> "none";
      case Loss.AtMost it -> "at most " + it.time();
      case Loss.AtMostCommits it -> "at most " + it.commits() + " commits";
      case Loss.Unbounded _ -> "unbounded";
      case Loss.NotApplicable _ -> "not applicable";
      case Loss.Unknown _ -> "unknown";
    };
  }
}
