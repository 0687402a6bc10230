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

/** Closing an audit's findings: parameter groups, or server variables. */
@RestController
@RequestMapping(
    path = Media.BASE + "/databases",
    produces = {Media.JSON, Media.TEXT})
@Tag(name = "durability")
class DurabilityFixController {
  private static final String PLAYBOOK = "fix-durability";

  private final Orders orders;

  DurabilityFixController(Orders orders) {
    this.orders = orders;
  }

  @PostMapping(path = "/{id}/durability-fix", consumes = Media.JSON)
  @Operation(
      operationId = "fixDurability",
      summary =
          "Close the findings of a durability audit that a parameter closes, or show the plan",
      description =
          "Audits the database, changes its parameter group (on a server without RDS: SET PERSIST)"
              + " and reads @@GLOBAL until it is so. Nothing is ever rebooted. The way back is"
              + " recorded and offered.")
  @AnswersOrder
  @Fails({400, 403, 404, 409, 413, 415, 422, 502})
  ResponseEntity<Printable> fix(
      @PathVariable @Size(max = Limits.ID, message = Limits.ID_MESSAGE) String id,
      @Valid @RequestBody DurabilityFixRequest request,
      @Parameter(description = "the same key again answers the same workflow, and starts nothing")
          @RequestHeader(name = "Idempotency-Key", required = false)
          @Pattern(regexp = Limits.IDEMPOTENCY_KEY, message = Limits.IDEMPOTENCY_KEY_MESSAGE)
          @Nullable String idempotencyKey,
      @Parameter(hidden = true) Authentication caller) {
    return orders.answer(PLAYBOOK, id, request, caller, idempotencyKey);
  }
}
