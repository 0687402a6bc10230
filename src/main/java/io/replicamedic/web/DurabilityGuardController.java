package io.replicamedic.web;

import io.replicamedic.audit.Occasion;
import io.replicamedic.audit.PlannedWorkGuard;
import io.replicamedic.workflow.Order;
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
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The question before a failover, a reboot or an upgrade: would it lose commits? */
@RestController
@RequestMapping(
    path = Media.BASE + "/databases",
    produces = {Media.JSON, Media.TEXT})
@Tag(name = "durability")
class DurabilityGuardController {
  private final PlannedWorkGuard guard;
  private final Orders orders;

  DurabilityGuardController(PlannedWorkGuard guard, Orders orders) {
    this.guard = guard;
    this.orders = orders;
  }

  @PostMapping(path = "/{id}/durability-guard", consumes = Media.JSON)
  @Operation(
      operationId = "guardPlannedWork",
      summary = "Whether planned work would lose commits; or set what keeps them first",
      description =
          "Audits the database now. Refused is an answer, not an error (200). With set a refused"
              + " one is made safe first: a fix-durability workflow is begun (202); ask again when"
              + " it has succeeded. Goes to the journal with your name and reason.")
  @ApiResponse(
      responseCode = "200",
      description = "allowed, or refused with the findings that would lose commits",
      content = {
        @Content(
            mediaType = Media.JSON,
            schema = @Schema(implementation = DurabilityGuardView.class)),
        @Content(mediaType = Media.TEXT, schema = @Schema(implementation = String.class))
      })
  @ApiResponse(
      responseCode = "202",
      description = "set, and it was refused: Location names the workflow that makes it safe",
      headers =
          @Header(
              name = "Location",
              description = "the workflow",
              schema = @Schema(type = "string")),
      content = {
        @Content(mediaType = Media.JSON, schema = @Schema(implementation = WorkflowView.class)),
        @Content(mediaType = Media.TEXT, schema = @Schema(implementation = String.class))
      })
  @Fails({400, 403, 404, 409, 413, 415, 422, 502})
  ResponseEntity<Printable> guard(
      @PathVariable @Size(max = Limits.ID, message = Limits.ID_MESSAGE) String id,
      @Valid @RequestBody DurabilityGuardRequest request,
      @Parameter(description = "with set: the same key again answers the same workflow")
          @RequestHeader(name = "Idempotency-Key", required = false)
          @Pattern(regexp = Limits.IDEMPOTENCY_KEY, message = Limits.IDEMPOTENCY_KEY_MESSAGE)
          @Nullable String idempotencyKey,
      @Parameter(hidden = true) Authentication caller) {
    Order order =
        new Order(
            "fix-durability",
            orders.target(id),
            caller.getName(),
            "before " + request.plannedWork() + ": " + request.reason().strip(),
            request.ticketOrNone(),
            Map.of(
                "rules",
                "",
                "settings",
                "commits",
                "sharedGroup",
                request.sharing(),
                "digest",
                ""));
    orders.admit(order);
    PlannedWorkGuard.Answer answer =
        guard.ask(
            order.target(),
            request.work(),
            request.act(),
            new Occasion.Asked(caller.getName(), request.reason().strip(), request.ticketOrNone()));
    return answer.guarded().allowed() || !request.sets()
        ? ResponseEntity.ok(DurabilityGuardView.of(answer))
        : orders.begin(order, idempotencyKey);
  }
}
