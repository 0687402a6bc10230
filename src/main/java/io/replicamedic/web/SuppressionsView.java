package io.replicamedic.web;

import io.replicamedic.audit.Suppression;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;

/** The suppressions on one database, those in force first. */
record SuppressionsView(
    String database,
    List<SuppressionView> inForce,
    @Schema(description = "the last of each rule that is over; the journal has them all")
        List<SuppressionView> ended)
    implements Printable {
  static SuppressionsView of(String database, List<Suppression> all, Instant now) {
    return new SuppressionsView(
        database,
        all.stream().filter(it -> it.covers(now)).map(SuppressionView::of).toList(),
        all.stream().filter(it -> !it.covers(now)).map(SuppressionView::of).toList());
  }

  @Override
  public String text(Reader reader) {
    Columns columns = Columns.headed("FINDING", "STATE", "UNTIL", "OWNER", "SET BY", "REASON");
    inForce.forEach(it -> row(columns, it, "in force"));
    ended.forEach(it -> row(columns, it, "ended"));
    return columns.text();
  }

  private static void row(Columns columns, SuppressionView it, String state) {
    columns.row(it.rule(), state, Times.utc(it.until()), it.owner(), it.setBy(), it.reason());
  }
}
