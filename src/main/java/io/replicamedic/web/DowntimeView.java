package io.replicamedic.web;

import io.replicamedic.controls.Downtime;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;

/** A window in which people expect a database to be unwell. */
record DowntimeView(
    String database,
    @Schema(description = "who answers for it") String owner,
    String reason,
    Instant from,
    @Schema(description = "it ends by itself then") Instant until,
    @Schema(description = "name of the key that set it") String setBy)
    implements Printable {
  static DowntimeView of(Downtime it) {
    return new DowntimeView(
        it.database(), it.owner(), it.reason(), it.from(), it.until(), it.setBy());
  }

  /** In one line, for a status. */
  String line() {
    return "until " + Times.utc(until) + ", " + owner + ": " + reason;
  }

  @Override
  public String text(Reader reader) {
    return Columns.bare("")
        .row("database", database)
        .row("downtime", line())
        .row("since", Times.utc(from) + ", set by " + setBy)
        .text();
  }
}
