package io.replicamedic.web;

import io.replicamedic.controls.Downtimes;
import io.replicamedic.fleet.Discovered;
import io.replicamedic.fleet.Discovery;
import io.replicamedic.fleet.FleetQuery;
import io.replicamedic.fleet.ReplicaReading;
import io.replicamedic.fleet.Replicas;
import io.replicamedic.outside.Database;
import io.replicamedic.replication.DiagnosisCode;
import io.replicamedic.replication.ReplicationKind;
import io.replicamedic.replication.Severity;
import io.replicamedic.workflow.LastWorkflows;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
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
  private final RegisteredReplicas registered;
  private final Discovery discovery;
  private final Replicas replicas;
  private final Downtimes downtimes;
  private final LastWorkflows workflows;
  private final ListAnswers lists;
  private final StatusAnswers statuses = new StatusAnswers();

  ReplicasController(
      RegisteredReplicas registered,
      Discovery discovery,
      Replicas replicas,
      Downtimes downtimes,
      LastWorkflows workflows,
      ListAnswers lists) {
    this.registered = registered;
    this.discovery = discovery;
    this.replicas = replicas;
    this.downtimes = downtimes;
    this.workflows = workflows;
    this.lists = lists;
  }

  @GetMapping
  @Operation(
      operationId = "listReplicas",
      summary = "Registered replicas with their last reading, each in one line",
      description =
          "From memory: nothing is read for it. Where readings are not polled, a replica has one"
              + " only after its status was asked for.")
  @ApiResponse(
      responseCode = "200",
      content = {
        @Content(mediaType = Media.JSON, schema = @Schema(implementation = ReplicasView.class)),
        @Content(mediaType = Media.TEXT)
      })
  @Fails({400})
  ListAnswers.Answer all(
      @Parameter(description = "only these and worse") @RequestParam(required = false)
          @Nullable Severity severity,
      @Parameter(description = "primary diagnosis; may be given several times")
          @RequestParam(required = false)
          @Nullable Set<DiagnosisCode> code,
      @RequestParam(required = false) @Nullable ReplicationKind kind,
      @Parameter(description = "true: only those in a downtime; false: only the others")
          @RequestParam(required = false)
          @Nullable Boolean downtime,
      @Parameter(description = "part of the id, or of its or its source's address")
          @RequestParam(defaultValue = "")
          @Size(max = Limits.ID, message = Limits.ID_MESSAGE)
          String q,
      @Parameter(description = "ID by name; SEVERITY the worst, LAG the farthest behind first")
          @RequestParam(defaultValue = "ID")
          FleetQuery.Order sort,
      @Parameter(description = "next of the page before")
          @RequestParam(defaultValue = "")
          @Size(max = Limits.ID, message = Limits.ID_MESSAGE)
          String after,
      @RequestParam(defaultValue = "100")
          @Min(value = 1, message = Limits.ROWS_MESSAGE)
          @Max(value = Limits.ROWS, message = Limits.ROWS_MESSAGE)
          int limit) {
    FleetQuery query =
        new FleetQuery(
            Optional.ofNullable(severity),
            code == null ? Set.of() : code,
            Optional.ofNullable(kind),
            q,
            sort,
            after,
            limit);
    return lists.of(new ListAnswers.Question(query, Optional.ofNullable(downtime)));
  }

  @GetMapping("/{id}")
  @Operation(operationId = "getReplica", summary = "One replica")
  @AnswersDatabase
  @Fails({400, 404, 409})
  ResponseEntity<? extends Printable> one(
      @PathVariable @Size(max = Limits.ID, message = Limits.ID_MESSAGE) String id) {
    Optional<Discovered> discovered = discovery.find(id);
    return discovered.isPresent()
        ? ETags.ofContent(DiscoveredView.of(discovered.get()))
        : ETags.ofContent(DatabaseView.ofReplica(registered.require(id)));
  }

  @GetMapping("/{id}/status")
  @Operation(
      operationId = "getReplicaStatus",
      summary = "Both threads, both errors, GTID sets, heartbeats and a diagnosis",
      description =
          "A reading of some seconds ago may be answered again; ageMillis says how old it is. Of a"
              + " discovered one only the RDS API's facts are known.")
  @ApiResponse(
      responseCode = "200",
      content = {
        @Content(
            mediaType = Media.JSON,
            schema = @Schema(oneOf = {StatusView.class, DiscoveredView.class})),
        @Content(mediaType = Media.TEXT, schema = @Schema(implementation = String.class))
      })
  @Fails({400, 404, 409})
  ResponseEntity<? extends Printable> status(
      @PathVariable @Size(max = Limits.ID, message = Limits.ID_MESSAGE) String id,
      @Parameter(description = "read from the server now") @RequestParam(defaultValue = "false")
          boolean fresh) {
    Optional<Discovered> discovered = discovery.find(id);
    if (discovered.isPresent()) {
      return ETags.ofContent(DiscoveredView.of(discovered.get()));
    }
    Database replica = registered.require(id);
    ReplicaReading reading = fresh ? replicas.live(replica.id()) : replicas.recent(replica.id());
    StatusAnswers.Told told =
        new StatusAnswers.Told(
            replica,
            reading,
            downtimes.of(replica.id()).map(DowntimeView::of),
            workflows.of(replica.id()).map(LastWorkflowView::of));
    return ETags.versioned(
        reading.readAt().toEpochMilli(),
        List.of(told.downtime(), told.workflow()),
        statuses.of(told, replicas.age(reading)));
  }
}
