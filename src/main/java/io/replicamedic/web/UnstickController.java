package io.replicamedic.web;

import io.replicamedic.controls.Controls;
import io.replicamedic.controls.Remediation;
import io.replicamedic.fleet.Discovered;
import io.replicamedic.fleet.Discovery;
import io.replicamedic.fleet.Registry;
import io.replicamedic.workflow.Order;
import io.replicamedic.workflow.Workflow;
import io.replicamedic.workflow.WorkflowStore.Begun;
import io.replicamedic.workflow.Workflows;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The main job: getting a stuck replica to replicate again, or seeing the plan for it. */
@RestController
@RequestMapping(
    path = Media.BASE + "/replicas",
    produces = {Media.JSON, Media.TEXT})
@Tag(name = "unstick", description = "Getting a stuck replica to replicate again")
class UnstickController {
  private static final String PLAYBOOK = "unstick";

  private final Registry registry;
  private final Discovery discovery;
  private final Controls controls;
  private final Workflows workflows;
  private final Streams streams;

  UnstickController(
      Registry registry,
      Discovery discovery,
      Controls controls,
      Workflows workflows,
      Streams streams) {
    this.registry = registry;
    this.discovery = discovery;
    this.controls = controls;
    this.workflows = workflows;
    this.streams = streams;
  }

  @PostMapping(path = "/{id}/unstick", consumes = Media.JSON)
  @Operation(
      operationId = "unstickReplica",
      summary = "Unstick a replica, or show the plan (dryRun)",
      description =
          "Accepted requests run in the background: follow the Location, or its events. Everything"
              + " foreseeable is asked before anything is touched.")
  @ApiResponse(
      responseCode = "200",
      description = "dryRun: the plan; nothing was touched",
      content = {
        @Content(mediaType = Media.JSON, schema = @Schema(implementation = PlanView.class)),
        @Content(mediaType = Media.TEXT, schema = @Schema(implementation = String.class))
      })
  @ApiResponse(
      responseCode = "202",
      description = "accepted; Location names the workflow",
      headers = {
        @Header(name = "Location", description = "the workflow", schema = @Schema(type = "string")),
        @Header(
            name = "Idempotency-Replayed",
            description = "true when the Idempotency-Key had begun this workflow before",
            schema = @Schema(type = "string"))
      },
      content = {
        @Content(mediaType = Media.JSON, schema = @Schema(implementation = WorkflowView.class)),
        @Content(mediaType = Media.TEXT, schema = @Schema(implementation = String.class))
      })
  @Fails({400, 403, 404, 409, 413, 415, 422, 502})
  ResponseEntity<Printable> unstick(
      @PathVariable @Size(max = Limits.ID, message = Limits.ID_MESSAGE) String id,
      @Valid @RequestBody UnstickRequest request,
      @Parameter(description = "the same key again answers the same workflow, and starts nothing")
          @RequestHeader(name = "Idempotency-Key", required = false)
          @Pattern(
              regexp = "[\\x21-\\x7e]{1,100}",
              message = "must be 1 to 100 visible ASCII characters")
          @Nullable String idempotencyKey,
      @Parameter(hidden = true) Authentication caller) {
    Optional<Discovered> discovered = discovery.find(id);
    Order order =
        new Order(
            PLAYBOOK,
            discovered.map(Discovered::id).orElseGet(() -> registry.require(id).id()),
            caller.getName(),
            request.reason().strip(),
            request.ticketOrNone(),
            request.parameters());
    if (discovered.isPresent()) {
      throw unregistered(order, discovered.get());
    }
    admit(order, request);
    return request.dry()
        ? ResponseEntity.ok(PlanView.of(workflows.preview(order)))
        : begun(workflows.start(order, Objects.requireNonNullElse(idempotencyKey, "")));
  }

  private void admit(Order order, UnstickRequest request) {
    Remediation remediation = controls.remediation();
    if (remediation == Remediation.OFF) {
      throw fenced(order, Fault.REMEDIATION_OFF, "remediation is off, dry runs too");
    }
    if (remediation == Remediation.OBSERVE_ONLY && !request.dry()) {
      throw fenced(order, Fault.OBSERVE_ONLY, "remediation is observe-only: nothing may be done");
    }
  }

  // Law 7: only what an operator registered is ever touched; dry runs would log in, too.
  private Refusal unregistered(Order order, Discovered discovered) {
    String why = discovered.id() + " is discovered, not registered: nothing is ever done to it";
    workflows.refuse(order, why);
    return new Refusal(
            Fault.NOT_REGISTERED,
            why,
            "register it with accounts of its own under replica-medic.databases, restart, and ask"
                + " for it by that id")
        .with("register", DiscoveredView.registration(discovered));
  }

  private Refusal fenced(Order order, Fault fault, String why) {
    workflows.refuse(order, why);
    String dryRun = fault == Fault.OBSERVE_ONLY ? "; a dry run is allowed: \"dryRun\": true" : "";
    return new Refusal(
        fault,
        why,
        "set replica-medic.remediation to on (REPLICA_MEDIC_REMEDIATION=on) and restart" + dryRun);
  }

  private ResponseEntity<Printable> begun(Begun begun) {
    return switch (begun) {
      case Begun.Started(Workflow workflow) -> accepted(workflow, new HttpHeaders());
      case Begun.Repeated(Workflow workflow) -> {
        HttpHeaders replayed = new HttpHeaders();
        replayed.set("Idempotency-Replayed", "true");
        yield accepted(workflow, replayed);
      }
      case Begun.KeyReused(Workflow workflow) ->
          throw new Refusal(
                  Fault.IDEMPOTENCY_KEY_REUSED,
                  "this Idempotency-Key began workflow " + workflow.id() + " for another request",
                  "use a new key for a new request")
              .with("workflow", workflow.id());
      case Begun.Held(String claim, Workflow holder) ->
          throw new Refusal(
                  Fault.TARGET_HELD,
                  claim
                      + " is held by workflow "
                      + holder.id()
                      + " ("
                      + holder.order().playbookName()
                      + ", "
                      + holder.state()
                      + ")",
                  "follow that workflow, or cancel it")
              .with("holder", holder.id())
              .with("holderUrl", WorkflowView.url(holder));
    };
  }

  private ResponseEntity<Printable> accepted(Workflow workflow, HttpHeaders headers) {
    return ResponseEntity.accepted()
        .headers(headers)
        .location(URI.create(WorkflowView.url(workflow)))
        .body(WorkflowView.of(workflow, streams.all(workflow.id())));
  }
}
