package io.replicamedic.forensics;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What would stay different if a transaction were skipped, one sentence for each row. */
final class SkipWords {
  private static final int LONGEST_VALUE = 80;

  private SkipWords() {}

  static List<String> leftBySkip(
      List<RowFinding> findings, List<StrayRow> strays, List<String> unprovable) {
    List<String> left = new ArrayList<>();
    for (RowFinding finding : findings) {
      String row = new RowKey(finding.table(), finding.key()).toString();
      switch (finding.outcome()) {
        case PRESENT, ABSENT_AS_EXPECTED -> {}
        case DIFFERS -> left.add(row + " keeps its local values: " + values(finding));
        case MISSING -> left.add(row + " stays missing");
        case NOT_DELETED -> left.add(row + " stays, though the source no longer has it");
        case UNREADABLE -> left.add(row + " may differ: " + finding.note());
      }
    }
    if (left.isEmpty() && unprovable.isEmpty()) {
      return List
          .of(); // All present: what was in the way of a row that is gone again is no matter.
    }
    for (StrayRow stray : strays) {
      if (!stray.index().equals("PRIMARY")) {
        left.add(
            new RowKey(stray.shape().name(), stray.key())
                + " stays, with a value of "
                + stray.index()
                + " that the transaction gave to another row");
      }
    }
    unprovable.forEach(reason -> left.add("unknown: " + reason));
    return List.copyOf(left);
  }

  private static String values(RowFinding finding) {
    List<String> pairs = new ArrayList<>();
    for (String column : finding.differing()) {
      pairs.add(
          column
              + " is "
              + value(finding.local(), column)
              + ", the source wrote "
              + value(finding.expected(), column));
    }
    return String.join("; ", pairs);
  }

  private static String value(@Nullable RowImage image, String column) {
    String value = image == null ? null : image.values().get(column);
    if (value == null) {
      return "NULL";
    }
    return "'"
        + (value.length() > LONGEST_VALUE ? value.substring(0, LONGEST_VALUE) + "…" : value)
        + "'";
  }
}
