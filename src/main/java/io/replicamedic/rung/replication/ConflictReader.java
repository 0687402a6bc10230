package io.replicamedic.rung.replication;

import io.replicamedic.forensics.BinlogTransaction;
import io.replicamedic.forensics.Comparison;
import io.replicamedic.forensics.RowComparison;
import io.replicamedic.forensics.RowFinding;
import io.replicamedic.forensics.RowImage;
import io.replicamedic.forensics.StrayRow;
import io.replicamedic.forensics.Verdict;
import io.replicamedic.outside.DatabaseUnreachable;
import io.replicamedic.outside.ReplicaSession;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads the failing transaction's events from the source and compares them with the local rows
 * (domain.md 3a). What cannot be read is never proven.
 */
final class ConflictReader {
  /**
   * A report and the stray rows that it speaks of, as they are right now.
   *
   * @param applies whether the whole transaction would apply to the rows as they are
   */
  record Reading(ConflictReport report, List<StrayRow> strays, boolean applies) {}

  private ConflictReader() {}

  static Reading read(Conflict conflict, ReplicaSession replica, SourceAccess source) {
    if (conflict.name().isEmpty()) {
      return unknown(conflict, "the server does not say which transaction failed");
    }
    return switch (source) {
      case SourceAccess.Closed(DatabaseUnreachable why) ->
          unknown(conflict, "its events cannot be read: " + why.getMessage());
      case SourceAccess.Open(var session) -> {
        Optional<BinlogTransaction> transaction =
            conflict.anonymous()
                ? session.transactionAt(conflict.place().orElseThrow().start(), replica)
                : session.binlogTransaction(conflict.gtid(), replica);
        yield transaction.isEmpty()
            ? unknown(conflict, "the source's binlog does not have it any more")
            : compared(
                conflict,
                RowComparison.compare(transaction.get(), replica),
                replica.facts().readOnly());
      }
    };
  }

  private static Reading unknown(Conflict conflict, String why) {
    return new Reading(
        new ConflictReport(
            conflict,
            false,
            digest(List.of(why)),
            List.of(why),
            List.of(),
            false,
            "which row is in the way is not known",
            List.of("whatever " + conflict.words() + " did and is not here already: " + why)),
        List.of(),
        false);
  }

  private static Reading compared(Conflict conflict, Comparison comparison, boolean readOnly) {
    List<String> shown = new ArrayList<>();
    for (RowFinding finding : comparison.findings()) {
      shown.add(
          finding.table()
              + " "
              + finding.key()
              + " "
              + finding.lastChange()
              + ": "
              + finding.outcome()
              + (finding.differing().isEmpty() ? "" : " in " + finding.differing()));
      shown.add("  source: " + row(finding.expected()));
      shown.add("  local:  " + row(finding.local()));
    }
    shown.addAll(comparison.unknown());
    List<String> strays =
        comparison.strays().stream()
            .map(
                stray -> stray.shape().name() + " " + row(stray.row()) + " (" + stray.index() + ")")
            .toList();
    return new Reading(
        new ConflictReport(
            conflict,
            comparison.verdict() == Verdict.ALL_PRESENT,
            digest(List.of(shown.toString(), strays.toString())),
            List.copyOf(shown),
            strays,
            comparison.deleteLocalSettles() && !readOnly,
            readOnly ? "the replica is read_only" : comparison.deleteReason(),
            comparison.leftBySkip()),
        comparison.strays(),
        comparison.applies());
  }

  private static String row(@Nullable RowImage image) {
    return image == null ? "(no row)" : new TreeMap<>(image.values()).toString();
  }

  // A short name for exactly these rows; collisions are harmless within one transaction.
  private static String digest(List<String> parts) {
    return UUID.nameUUIDFromBytes(String.join("\n", parts).getBytes(StandardCharsets.UTF_8))
        .toString()
        .substring(0, 8);
  }
}
