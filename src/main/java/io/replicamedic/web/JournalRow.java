package io.replicamedic.web;

import io.replicamedic.journal.EntryKind;
import io.replicamedic.journal.JournalEntry;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import tools.jackson.databind.JsonNode;

/** One row of the journal. */
record JournalRow(
    @Schema(description = "a workflow's id, or database:<id> for refusals and dry runs")
        String stream,
    @Schema(description = "1, 2, 3, … without gaps in its stream") long seq,
    Instant at,
    EntryKind kind,
    @Schema(description = "name of the caller's key, or replica-medic") String actor,
    @Schema(description = "empty when none") String phase,
    @Schema(description = "empty when none") String rung,
    @Schema(description = "one line for people") String summary,
    @Schema(implementation = Object.class, description = "the facts") JsonNode detail,
    @Schema(description = "hash of the row before; 64 zeros for the first") String previousHash,
    @Schema(description = "SHA-256 over all of the row as stored") String hash) {

  static JournalRow of(JournalEntry entry) {
    return new JournalRow(
        entry.stream(),
        entry.seq(),
        entry.at(),
        entry.kind(),
        entry.actor(),
        entry.phase(),
        entry.rung(),
        entry.summary(),
        Wire.stored(entry.detail()),
        entry.previousHash(),
        entry.hash());
  }

  void line(Columns to) {
    to.row(Times.utc(at), kind.name(), rung.isEmpty() ? phase : phase + "/" + rung, summary);
  }
}
