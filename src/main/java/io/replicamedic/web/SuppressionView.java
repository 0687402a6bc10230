package io.replicamedic.web;

import io.replicamedic.audit.Suppression;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;

/** Somebody answers for a finding for a while. */
record SuppressionView(
    String database,
    String rule,
    @Schema(description = "who answers for it") String owner,
    String reason,
    Instant from,
    @Schema(description = "it ends by itself then") Instant until,
    @Schema(description = "name of the key that set it") String setBy)
    implements Printable {
  static SuppressionView of(Suppression it) {
    return new SuppressionView(
        it.database(), it.rule(), it.owner(), it.reason(), it.from(), it.until(), it.setBy());
  }

  /** In one line, beside the finding. */
  String line() {
    return "suppressed until " + Times.utc(until) + ", " + owner + ": " + reason;
  }

  @Override
  public String text(Reader reader) {
    return Columns.bare("")
        .row("database", database)
        .row("finding", rule)
        .row("state", line())
        .row("since", Times.utc(from) + ", set by " + setBy)
        .text();
  }
}
