package io.replicamedic.durability;

import io.replicamedic.durability.Finding.Outcome;
import io.replicamedic.replication.Severity;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Says the verdict to somebody who is no DBA: no variable, no jargon. */
final class Summary {
  private Summary() {}

  static String of(Case it, Grade grade, List<Finding> findings, List<LossWindow> windows) {
    String name = it.reading().database();
    return switch (grade) {
      case SAFE -> name + " loses no confirmed write when any one thing fails.";
      case SOUND -> sound(it, windows) + " " + advice(findings);
      case AT_RISK -> atRisk(name, findings);
      case LOSES_COMMITS -> loses(name, findings, windows);
      case UNKNOWN ->
          "What "
              + name
              + " would lose in a failure is unknown: its settings could not be read. That is not"
              + " the same as safe.";
    };
  }

  private static String sound(Case it, List<LossWindow> windows) {
    String name = it.reading().database();
    boolean relaxed =
        windows.stream()
            .anyMatch(window -> Losses.lossy(window.rows()) || Losses.lossy(window.binlog()));
    return relaxed
        ? name + " is a copy that can fall short after a failure; what it copies has everything."
        : name + " loses no confirmed write when any one thing fails.";
  }

  private static String advice(List<Finding> findings) {
    long failed = count(findings, Outcome.FAILED, Severity.NOTICE);
    long unknown = count(findings, Outcome.UNKNOWN, Severity.NOTICE);
    String open = unknown == 0 ? "" : "; " + unknown + " could not be checked";
    return switch ((int) failed) {
      case 0 -> "There is nothing to improve" + open + ".";
      case 1 -> "There is one thing to improve" + open + ".";
      default -> "There are " + failed + " things to improve" + open + ".";
    };
  }

  private static String atRisk(String name, List<Finding> findings) {
    long failed = count(findings, Outcome.FAILED, Severity.WARNING);
    long unknown = count(findings, Outcome.UNKNOWN, Severity.WARNING);
    String wrong =
        failed == 0
            ? ""
            : failed == 1
                ? " One protection is missing or weak."
                : " " + failed + " protections are missing or weak.";
    String open =
        unknown == 0
            ? ""
            : " "
                + unknown
                + " could not be checked, and "
                + (unknown == 1 ? "is" : "are")
                + " not counted as safe.";
    return name + " is not fully protected." + wrong + open;
  }

  private static String loses(String name, List<Finding> findings, List<LossWindow> windows) {
    String when =
        Stream.of(
                Optional.of("its program crashes")
                    .filter(any -> hit(windows, FailureKind.PROCESS_CRASH)),
                Optional.of("its machine fails")
                    .filter(any -> hit(windows, FailureKind.HOST_OR_ZONE_FAILURE)),
                Optional.of("its standby takes over")
                    .filter(any -> hit(windows, FailureKind.FAILOVER)))
            .flatMap(Optional::stream)
            .reduce((one, other) -> one + " or " + other)
            .orElse("something fails");
    String close =
        findings.stream().anyMatch(finding -> !finding.remedies().isEmpty())
            ? " A change of settings closes that."
            : "";
    return "When "
        + when
        + ", "
        + name
        + " can lose "
        + much(windows)
        + apart(windows)
        + "."
        + close;
  }

  private static boolean hit(List<LossWindow> windows, FailureKind failure) {
    return windows.stream()
        .anyMatch(
            window ->
                window.failure() == failure
                    && (Losses.lossy(window.rows()) || Losses.lossy(window.binlog())));
  }

  private static String much(List<LossWindow> windows) {
    List<Loss> rows =
        windows.stream()
            .filter(window -> window.failure() != FailureKind.REPLICA_CRASH)
            .map(LossWindow::rows)
            .toList();
    if (rows.stream().anyMatch(Loss.Unbounded.class::isInstance)) {
      return "confirmed writes, nobody can say how many";
    }
    return rows.stream()
        .flatMap(loss -> loss instanceof Loss.AtMost most ? Stream.of(most.time()) : Stream.empty())
        .max(Comparator.naturalOrder())
        .map(Summary::last)
        .orElse("the record of its latest writes");
  }

  private static String last(Duration time) {
    return time.toSeconds() <= 1
        ? "the writes that it confirmed in the last second"
        : "the writes that it confirmed in the last " + time.toSeconds() + " seconds";
  }

  private static String apart(List<LossWindow> windows) {
    return windows.stream()
            .map(LossWindow::replicas)
            .anyMatch(
                replicas ->
                    replicas == LossWindow.Replicas.MAY_BE_AHEAD
                        || replicas == LossWindow.Replicas.MAY_MISS
                        || replicas == LossWindow.Replicas.MAY_DIVERGE)
        ? ", and its copies would no longer match it"
        : "";
  }

  private static long count(List<Finding> findings, Outcome outcome, Severity least) {
    return findings.stream()
        .filter(finding -> finding.outcome() == outcome && finding.severity().compareTo(least) >= 0)
        .count();
  }
}
