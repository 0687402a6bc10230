package io.replicamedic.web;

import io.replicamedic.obligation.Obligation;
import io.replicamedic.obligation.ObligationState;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import tools.jackson.databind.JsonNode;

/** Something that must be undone or completed, with its complete undo. */
record ObligationView(
    String id,
    String workflow,
    String kind,
    String database,
    ObligationState state,
    @Schema(description = "what is owed, one line for people") String summary,
    @Schema(
            implementation = Object.class,
            description = "all that undoing needs; references, never secrets")
        JsonNode undo,
    @Schema(description = "phase whose goal, once met, means that nothing is owed any more")
        String metBy,
    Instant createdAt,
    @Schema(description = "after it any living instance discharges") Instant deadline,
    @Schema(description = "evidence; empty while open") String closedBecause)
    implements Printable {

  static ObligationView of(Obligation obligation) {
    return new ObligationView(
        obligation.id(),
        obligation.workflowId(),
        obligation.kind(),
        obligation.database(),
        obligation.state(),
        obligation.summary(),
        Wire.stored(obligation.undo()),
        obligation.metBy(),
        obligation.createdAt(),
        obligation.deadline(),
        obligation.closedBecause());
  }

  @Override
  public String text(Reader reader) {
    return Columns.bare("")
        .row("obligation", id)
        .row("state", state.name())
        .row("database", database)
        .row("owed", summary)
        .row("workflow", workflow)
        .row("since", Times.utc(createdAt))
        .row("deadline", Times.utc(deadline) + overdue(reader))
        .unlessEmpty("closed", closedBecause)
        .text();
  }

  String overdue(Reader reader) {
    return state != ObligationState.CLOSED && reader.now().isAfter(deadline)
        ? " OVERDUE for " + Times.between(deadline, reader.now())
        : "";
  }
}
