package io.replicamedic.web;

import io.replicamedic.obligation.DamagedObligation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** What we owe. */
record ObligationsView(
    List<ObligationView> obligations,
    @Schema(description = "open ones whose record cannot be read: a person must undo them")
        List<DamagedLine> damaged)
    implements Printable {

  /** What can still be told of an obligation whose record cannot be read. */
  record DamagedLine(
      String id,
      @Schema(description = "as stored, unchecked, as all but id, why and journal") String state,
      String database,
      String kind,
      String summary,
      @Schema(description = "what is wrong with its record") String why,
      @Schema(description = "path of its workflow's journal: its OWED rows say how to undo it")
          String journal) {
    static DamagedLine of(DamagedObligation it) {
      return new DamagedLine(
          it.id(), it.state(), it.database(), it.kind(), it.summary(), it.why(), journal(it));
    }

    static String journal(DamagedObligation it) {
      return Media.BASE + "/workflows/" + it.workflowId() + "/journal";
    }
  }

  @Override
  public String text(Reader reader) {
    if (obligations.isEmpty() && damaged.isEmpty()) {
      return "nothing is owed\n";
    }
    Columns columns = Columns.headed("ID", "STATE", "DATABASE", "DEADLINE", "WORKFLOW", "OWED");
    for (ObligationView each : obligations) {
      columns.row(
          each.id(),
          each.state().name(),
          each.database(),
          Times.utc(each.deadline()) + each.overdue(reader),
          each.workflow(),
          each.summary());
    }
    for (DamagedLine each : damaged) {
      columns.row(
          each.id(),
          "DAMAGED",
          each.database(),
          "",
          each.journal(),
          each.summary() + ": its record cannot be read (" + each.why() + ")");
    }
    return columns.text();
  }
}
