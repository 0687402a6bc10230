package io.replicamedic.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
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

  private final Orders orders;

  UnstickController(Orders orders) {
    this.orders = orders;
  }

  @PostMapping(path = "/{id}/unstick", consumes = Media.JSON)
  @Operation(
      operationId = "unstickReplica",
      summary = "Unstick a replica, or show the plan (dryRun)",
      description =
          "Accepted requests run in the background: follow the Location, or its events. Everything"
              + " foreseeable is asked before anything is touched.")
  @AnswersOrder
  @Fails({400, 403, 404, 409, 413, 415, 422, 502})
  ResponseEntity<Printable> unstick(
      @PathVariable @Size(max = Limits.ID, message = Limits.ID_MESSAGE) String id,
      @Valid @RequestBody UnstickRequest request,
      @Parameter(description = "the same key again answers the same workflow, and starts nothing")
          @RequestHeader(name = "Idempotency-Key", required = false)
          @Pattern(regexp = Limits.IDEMPOTENCY_KEY, message = Limits.IDEMPOTENCY_KEY_MESSAGE)
          @Nullable String idempotencyKey,
      @Parameter(hidden = true) Authentication caller) {
    return orders.answer(PLAYBOOK, id, request, caller, idempotencyKey);
  }
}
