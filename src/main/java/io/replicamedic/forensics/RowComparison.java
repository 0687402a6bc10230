package io.replicamedic.forensics;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/**
 * Decides what of a transaction is present locally (domain.md 3a): every row that it touched, as
 * its last event left it, against the local row with the same primary key. Asked before a conflict
 * is settled. An error's message and the source's current rows prove nothing and are not looked at.
 */
public final class RowComparison {
  private final LocalRows local;
  private final ExpectedRows expected;

  private RowComparison(LocalRows local, ExpectedRows expected) {
    this.local = local;
    this.expected = expected;
  }

  /** Compares; reads each local row once. What LocalRows throws is passed on. */
  public static Comparison compare(BinlogTransaction transaction, LocalRows rows) {
    LocalRows local = new RememberedRows(rows);
    ExpectedRows expected = ExpectedRows.after(transaction, local);
    RowComparison comparison = new RowComparison(local, expected);
    List<RowFinding> findings = expected.rows().stream().map(comparison::judge).toList();
    Rehearsal asIs = Rehearsal.of(transaction, local, List.of());
    List<StrayRow> strays = asIs.inTheWay();
    List<String> against = comparison.againstDeleting(transaction, strays);
    return new Comparison(
        verdict(findings, expected.unprovable()),
        findings,
        unknown(findings, expected.unprovable()),
        strays.isEmpty() && asIs.obstacles().isEmpty() && expected.unprovable().isEmpty(),
        strays,
        against.isEmpty(),
        against.isEmpty()
            ? "with " + strays.size() + " local row(s) deleted the whole transaction applies"
            : String.join("; ", against),
        SkipWords.leftBySkip(findings, strays, expected.unprovable()));
  }

  private RowFinding judge(ExpectedRow row) {
    List<RowImage> found = local.rows(row.shape(), row.shape().primaryKey(), row.key().image());
    RowImage image = row.image();
    if (image != null) {
      return found.isEmpty()
          ? finding(row, null, RowOutcome.MISSING, row.note())
          : judge(row, image, found.getFirst());
    }
    // Under a collation the old and the new text of a moved key may be one key: the row found is
    // then the one that the transaction left under the new text, and is judged there.
    return found.stream()
        .filter(here -> !expected.present(RowKey.of(row.shape(), here)))
        .findFirst()
        .map(here -> finding(row, here, RowOutcome.NOT_DELETED, row.note()))
        .orElseGet(() -> finding(row, null, RowOutcome.ABSENT_AS_EXPECTED, row.note()));
  }

  private static RowFinding judge(ExpectedRow row, RowImage image, RowImage here) {
    SequencedSet<String> named = new LinkedHashSet<>(image.values().keySet());
    named.addAll(image.unreadable());
    List<String> differing = new ArrayList<>();
    List<String> unread = new ArrayList<>();
    for (String column : named) {
      if (!image.reads(column) || !here.reads(column)) {
        unread.add(column);
      } else if (!Objects.equals(image.values().get(column), here.values().get(column))) {
        differing.add(column);
      }
    }
    if (!differing.isEmpty()) {
      return new RowFinding(
          row.shape().name(),
          row.key().values(),
          row.lastChange(),
          image,
          here,
          RowOutcome.DIFFERS,
          row.note(),
          List.copyOf(differing));
    }
    if (!unread.isEmpty()) {
      return finding(row, here, RowOutcome.UNREADABLE, "columns cannot be compared: " + unread);
    }
    List<String> leftOut = row.columnsLeftOut();
    return leftOut.isEmpty()
        ? finding(row, here, RowOutcome.PRESENT, row.note())
        : finding(row, here, RowOutcome.UNREADABLE, "the insert does not name " + leftOut);
  }

  private static RowFinding finding(
      ExpectedRow row, @Nullable RowImage here, RowOutcome outcome, String note) {
    return new RowFinding(
        row.shape().name(),
        row.key().values(),
        row.lastChange(),
        row.image(),
        here,
        outcome,
        note,
        List.of());
  }

  /** A difference seen is certain, whatever else is unknown; present needs everything proven. */
  private static Verdict verdict(List<RowFinding> findings, List<String> unprovable) {
    boolean unknown = !unprovable.isEmpty();
    for (RowFinding finding : findings) {
      switch (finding.outcome()) {
        case DIFFERS, MISSING, NOT_DELETED -> {
          return Verdict.DIFFERENT;
        }
        case UNREADABLE -> unknown = true;
        case PRESENT, ABSENT_AS_EXPECTED -> {}
      }
    }
    return unknown ? Verdict.UNKNOWN : Verdict.ALL_PRESENT;
  }

  private static List<String> unknown(List<RowFinding> findings, List<String> unprovable) {
    List<String> reasons = new ArrayList<>(unprovable);
    for (RowFinding finding : findings) {
      if (finding.outcome() == RowOutcome.UNREADABLE) {
        reasons.add(new RowKey(finding.table(), finding.key()) + ": " + finding.note());
      }
    }
    return List.copyOf(reasons);
  }

  /** Why deleting the strays would not settle it, or would do more than that. */
  private List<String> againstDeleting(BinlogTransaction transaction, List<StrayRow> strays) {
    if (strays.isEmpty()) {
      return List.of("no local row stands in the transaction's way");
    }
    SequencedSet<String> against = new LinkedHashSet<>(expected.unprovable());
    for (StrayRow stray : strays) {
      stray
          .shape()
          .deleteSideEffects()
          .forEach(
              effect ->
                  against.add("a DELETE from " + stray.shape().name() + " does more: " + effect));
      if (!stray.row().unreadable().isEmpty()) {
        against.add(
            "a row of "
                + stray.shape().name()
                + " could not be saved first: "
                + stray.row().unreadable());
      }
    }
    Rehearsal without = Rehearsal.of(transaction, local, strays);
    against.addAll(without.obstacles());
    without
        .inTheWay()
        .forEach(more -> against.add("another row of " + more.shape().name() + " is in its way"));
    return List.copyOf(against);
  }
}
