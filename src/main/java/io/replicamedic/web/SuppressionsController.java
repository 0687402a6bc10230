package io.replicamedic.web;

import io.replicamedic.audit.Suppression;
import io.replicamedic.audit.Suppressions;
import io.replicamedic.durability.Auditor;
import io.replicamedic.fleet.Registry;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Suppression: people answer for it that a finding stands for a while. */
@RestController
@RequestMapping(
    path = Media.BASE + "/databases/{id}/durability-audit/suppressions",
    produces = {Media.JSON, Media.TEXT})
@Tag(name = "durability")
class SuppressionsController {
  private static final String REASON = "must have 3 to 500 characters";

  private final Registry registry;
  private final Suppressions suppressions;
  private final Clock clock;

  SuppressionsController(Registry registry, Suppressions suppressions, Clock clock) {
    this.registry = registry;
    this.suppressions = suppressions;
    this.clock = clock;
  }

  @GetMapping
  @Operation(
      operationId = "getSuppressions",
      summary = "The suppressed findings of a database, and the last ones that are over")
  @Fails({400, 404, 409})
  ResponseEntity<SuppressionsView> all(
      @PathVariable @Size(max = Limits.ID, message = Limits.ID_MESSAGE) String id) {
    String database = registry.require(id).id();
    return ETags.ofContent(
        SuppressionsView.of(database, suppressions.listed(database), clock.instant()));
  }

  @PostMapping(consumes = Media.JSON)
  @Operation(
      operationId = "suppressFinding",
      summary = "Answer for it that a finding stands until then",
      description =
          "It is told as before, with this beside it, and counts for no alert; a second grade says"
              + " what is left. Replaces the suppression of that finding that is in force; said"
              + " again, it changes nothing. Goes to the journal with your name and reason.")
  @Fails({400, 404, 409, 413, 415})
  SuppressionView begin(
      @PathVariable @Size(max = Limits.ID, message = Limits.ID_MESSAGE) String id,
      @Valid @RequestBody SuppressionRequest request,
      @Parameter(hidden = true) Authentication caller) {
    String database = registry.require(id).id();
    Instant now = clock.instant();
    if (!Auditor.rules().contains(request.rule())) {
      throw invalid("rule", "must be one of " + String.join(", ", Auditor.rules()));
    }
    if (!request.until().isAfter(now)) {
      throw invalid("until", "must be in the future: now is " + now);
    }
    if (request.until().isAfter(suppressions.latestEnd())) {
      throw invalid("until", "must be at most a year from now");
    }
    Suppression begun =
        suppressions.begin(
            database,
            request.rule(),
            request.owner().strip(),
            request.reason().strip(),
            request.until(),
            caller.getName());
    return SuppressionView.of(begun);
  }

  @DeleteMapping("/{rule}")
  @Operation(operationId = "endSuppression", summary = "End the suppression of a finding early")
  @ApiResponse(responseCode = "204", description = "ended", content = @Content)
  @Fails({400, 404, 409})
  ResponseEntity<Void> end(
      @PathVariable @Size(max = Limits.ID, message = Limits.ID_MESSAGE) String id,
      @PathVariable @Size(max = Limits.ID, message = Limits.ID_MESSAGE) String rule,
      @Parameter(description = "why, for the journal")
          @RequestParam
          @NotBlank(message = "is required")
          @Size(min = 3, max = 500, message = REASON)
          String reason,
      @Parameter(hidden = true) Authentication caller) {
    String database = registry.require(id).id();
    if (!suppressions.end(database, rule, caller.getName(), reason.strip())) {
      throw new Refusal(
          Fault.NO_SUPPRESSION,
          "finding '" + rule + "' of database '" + database + "' is not suppressed now",
          "GET "
              + Media.BASE
              + "/databases/"
              + database
              + "/durability-audit/suppressions lists those that are");
    }
    return ResponseEntity.noContent().build();
  }

  private static Refusal invalid(String field, String message) {
    return new Refusal(
            Fault.INVALID_REQUEST, "'" + field + "' " + message, "correct the fields listed")
        .with("fields", List.of(Map.of("field", field, "message", message)));
  }
}
