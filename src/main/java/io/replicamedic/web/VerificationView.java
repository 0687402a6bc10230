package io.replicamedic.web;

import io.replicamedic.journal.Chain;
import io.replicamedic.journal.JournalEntry;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Optional;

/** Whether the journal's hash chains hold. */
record VerificationView(
    @Schema(description = "every stream holds") boolean ok, List<StreamView> streams)
    implements Printable {

  /** One stream's chain. */
  record StreamView(
      String stream,
      boolean ok,
      int rows,
      @Schema(description = "where it breaks, in words; absent when it holds")
          Optional<String> firstBreak,
      @Schema(description = "hash of the last row; keep it elsewhere to notice a cut-off end")
          String lastHash) {

    static StreamView of(String stream, List<JournalEntry> rows) {
      Optional<String> broken = Chain.firstBreak(rows);
      return new StreamView(
          stream,
          broken.isEmpty(),
          rows.size(),
          broken,
          rows.isEmpty() ? Chain.START : rows.getLast().hash());
    }
  }

  static VerificationView of(List<StreamView> streams) {
    return new VerificationView(streams.stream().allMatch(StreamView::ok), streams);
  }

  @Override
  public String text(Reader reader) {
    Columns columns = Columns.headed("STREAM", "ROWS", "CHAIN");
    for (StreamView each : streams) {
      columns.row(each.stream(), Integer.toString(each.rows()), each.firstBreak().orElse("holds"));
    }
    return (ok ? "every chain holds\n" : "THE JOURNAL WAS CHANGED\n") + columns.text();
  }
}
