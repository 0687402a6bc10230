package io.replicamedic.web;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Optional;

/** Some rows of one stream, oldest first. */
record JournalPage(
    List<JournalRow> rows,
    @Schema(description = "give it as after= for the next rows; absent when there are none yet")
        Optional<Long> next)
    implements Printable {

  static JournalPage of(List<JournalRow> rows, int limit) {
    return new JournalPage(
        rows, rows.size() < limit ? Optional.empty() : Optional.of(rows.getLast().seq()));
  }

  @Override
  public String text(Reader reader) {
    Columns columns = Columns.headed("AT", "KIND", "PHASE/RUNG", "SUMMARY");
    rows.forEach(row -> row.line(columns));
    return columns.text() + next.map(seq -> "more: after=" + seq + "\n").orElse("");
  }
}
