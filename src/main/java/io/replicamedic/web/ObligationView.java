package io.replicamedic.web;

import io.replicamedic.obligation.Alarm;
import io.replicamedic.obligation.Obligation;
import io.replicamedic.obligation.ObligationState;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Optional;
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
    @Schema(description = "open after its deadline") boolean overdue,
    @Schema(description = "people were told that it is owed for too long; absent when not")
        Optional<AlarmView> alarm,
    @Schema(description = "evidence; empty while open") String closedBecause)
    implements Printable {

  /** People were told. */
  record AlarmView(
      String id,
      Instant raisedAt,
      @Schema(description = "absent while it stands") Optional<Instant> clearedAt) {}

  static ObligationView of(Obligation obligation, Optional<Alarm> alarm, Instant now) {
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
        obligation.state() != ObligationState.CLOSED && now.isAfter(obligation.deadline()),
        alarm.map(it -> new AlarmView(it.id(), it.raisedAt(), it.clearedAt())),
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
        .unlessEmpty("alarm", alarmed())
        .unlessEmpty("closed", closedBecause)
        .text();
  }

  /** Whether an alarm stands, or stood. */
  String alarmed() {
    return alarm
        .map(
            it ->
                "raised "
                    + Times.utc(it.raisedAt())
                    + it.clearedAt().map(at -> ", cleared " + Times.utc(at)).orElse(""))
        .orElse("");
  }

  String overdue(Reader reader) {
    return state != ObligationState.CLOSED && reader.now().isAfter(deadline)
        ? " OVERDUE for "
            + Times.between(deadline, reader.now())
            + (alarm.isPresent() ? ", ALARM" : "")
        : "";
  }
}
