package io.replicamedic.web;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Optional;

/** All registered databases, and those that were discovered. */
record DatabasesView(
    List<DatabaseView> databases,
    @Schema(description = "found by their tag through the RDS API, and registered by nobody")
        List<DiscoveredView> discovered,
    @Schema(description = "why the discovery found nothing new; absent when it works, or is off")
        Optional<String> discoveryUnreadable,
    @Schema(description = "those that are set aside because their configuration is wrong")
        List<MisconfiguredView> misconfigured)
    implements Printable {
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
    DiscoveredView.lines(discovered, columns);
    return columns.text()
        + discoveryUnreadable.map(why -> "\nthe discovery is unreadable: " + why + "\n").orElse("")
        + MisconfiguredView.text(misconfigured);
  }
}
