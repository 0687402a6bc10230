package io.replicamedic.web;

import java.util.List;

/** What we owe. */
record ObligationsView(List<ObligationView> obligations) implements Printable {
  @Override
  public String text(Reader reader) {
    if (obligations.isEmpty()) {
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
    return columns.text();
  }
}
