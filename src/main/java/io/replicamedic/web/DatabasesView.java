package io.replicamedic.web;

import java.util.List;

/** All registered databases. */
record DatabasesView(List<DatabaseView> databases) implements Printable {
  @Override
  public String text(Reader reader) {
    Columns columns = Columns.headed("ID", "KIND", "ENGINE", "ENDPOINT", "SOURCE");
    for (DatabaseView each : databases) {
      columns.row(
          each.id(),
          each.kind().name(),
          each.engine(),
          each.endpoint(),
          each.source().map(DatabaseView.SourceView::endpoint).orElse("-"));
    }
    return columns.text();
  }
}
