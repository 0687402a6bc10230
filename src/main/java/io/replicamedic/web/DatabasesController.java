package io.replicamedic.web;

import io.replicamedic.fleet.Discovered;
import io.replicamedic.fleet.Discoveries;
import io.replicamedic.fleet.Discovery;
import io.replicamedic.fleet.RdsReading;
import io.replicamedic.fleet.Registry;
import io.replicamedic.outside.AwsAccounts;
import io.replicamedic.outside.Database;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Size;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The registered databases. */
@RestController
@RequestMapping(
    path = Media.BASE + "/databases",
    produces = {Media.JSON, Media.TEXT})
@Tag(name = "fleet", description = "The registered databases, and how their replicas stand")
class DatabasesController {
  private final Registry registry;
  private final Discovery discovery;
  private final AwsAccounts aws;

  DatabasesController(Registry registry, Discovery discovery, AwsAccounts aws) {
    this.registry = registry;
    this.discovery = discovery;
    this.aws = aws;
  }

  @GetMapping
  @Operation(
      operationId = "listDatabases",
      summary = "All registered databases, and those discovered through the RDS API")
  DatabasesView all() {
    Discoveries found = discovery.found();
    return new DatabasesView(
        registry.all().stream().map(DatabaseView::of).toList(),
        found.databases().stream().map(DiscoveredView::of).toList(),
        found.unreadable(),
        MisconfiguredView.all(registry.misconfigured()));
  }

  @GetMapping("/{id}")
  @Operation(
      operationId = "getDatabase",
      summary =
          "One registered database, with what the RDS API says of it now; or a discovered one")
  @AnswersDatabase
  @Fails({400, 404, 409})
  ResponseEntity<? extends Printable> one(
      @PathVariable @Size(max = Limits.ID, message = Limits.ID_MESSAGE) String id) {
    Optional<Discovered> discovered = discovery.find(id);
    if (discovered.isPresent()) {
      return ETags.ofContent(DiscoveredView.of(discovered.get()));
    }
    Database database = registry.require(id);
    return ETags.ofContent(
        DatabaseView.of(database).told(RdsReading.of(database, aws).map(RdsView::of)));
  }
}
