package io.replicamedic.web;

import io.replicamedic.fleet.Registry;
import io.replicamedic.fleet.ReplicaReading;
import io.replicamedic.fleet.Replicas;
import io.replicamedic.outside.Database;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Size;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The registered replicas and their status. */
@RestController
@RequestMapping(
    path = Media.BASE + "/replicas",
    produces = {Media.JSON, Media.TEXT})
@Tag(name = "fleet")
class ReplicasController {
  private final Registry registry;
  private final Replicas replicas;

  ReplicasController(Registry registry, Replicas replicas) {
    this.registry = registry;
    this.replicas = replicas;
  }

  @GetMapping
  @Operation(operationId = "listReplicas", summary = "All registered replicas")
  ReplicasView all() {
    return new ReplicasView(registry.replicas().stream().map(DatabaseView::ofReplica).toList());
  }

  @GetMapping("/{id}")
  @Operation(operationId = "getReplica", summary = "One registered replica")
  @Fails({400, 404})
  ResponseEntity<DatabaseView> one(
      @PathVariable @Size(max = Limits.ID, message = Limits.ID_MESSAGE) String id) {
    return ETags.ofContent(DatabaseView.ofReplica(replica(id)));
  }

  @GetMapping("/{id}/status")
  @Operation(
      operationId = "getReplicaStatus",
      summary = "Both threads, both errors, GTID sets, heartbeats and a diagnosis",
      description =
          "A reading of some seconds ago may be answered again; ageMillis says how old it is.")
  @Fails({400, 404})
  ResponseEntity<StatusView> status(
      @PathVariable @Size(max = Limits.ID, message = Limits.ID_MESSAGE) String id,
      @Parameter(description = "read from the server now") @RequestParam(defaultValue = "false")
          boolean fresh) {
    Database replica = replica(id);
    ReplicaReading reading = fresh ? replicas.live(replica.id()) : replicas.recent(replica.id());
    StatusView view = StatusView.of(replica, reading, replicas.age(reading));
    return ETags.versioned(reading.readAt().toEpochMilli(), view);
  }

  private Database replica(String id) {
    Database database = registry.require(id);
    if (!registry.replicas().contains(database)) {
      throw new Refusal(
          Fault.NOT_A_REPLICA,
          "database '" + id + "' is registered without a source: it is not a replica",
          "register its source, or look at it under " + Media.BASE + "/databases/" + id);
    }
    return database;
  }
}
