package io.replicamedic.web;

import io.replicamedic.controls.Downtime;
import io.replicamedic.controls.Downtimes;
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
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Downtime: people say that a database will be unwell, and until when. */
@RestController
@RequestMapping(
    path = Media.BASE + "/databases/{id}/downtime",
    produces = {Media.JSON, Media.TEXT})
@Tag(name = "fleet")
class DowntimeController {
  private static final String REASON = "must have 3 to 500 characters";

  private final Registry registry;
  private final Downtimes downtimes;
  private final Clock clock;

  DowntimeController(Registry registry, Downtimes downtimes, Clock clock) {
    this.registry = registry;
    this.downtimes = downtimes;
    this.clock = clock;
  }

  @GetMapping
  @Operation(operationId = "getDowntime", summary = "The downtime of a database, if it is in one")
  @Fails({400, 404})
  DowntimeView get(@PathVariable @Size(max = Limits.ID, message = Limits.ID_MESSAGE) String id) {
    String database = registry.require(id).id();
    return DowntimeView.of(downtimes.of(database).orElseThrow(() -> none(database)));
  }

  @PutMapping(consumes = Media.JSON)
  @Operation(
      operationId = "setDowntime",
      summary = "From now until then it is expected to be unwell",
      description =
          "Replaces the one in force. It mutes the alert rules and changes nothing else: diagnoses"
              + " are told as ever. Goes to the journal with your name and reason.")
  @Fails({400, 404, 413, 415})
  DowntimeView put(
      @PathVariable @Size(max = Limits.ID, message = Limits.ID_MESSAGE) String id,
      @Valid @RequestBody DowntimeRequest request,
      @Parameter(hidden = true) Authentication caller) {
    String database = registry.require(id).id();
    Instant now = clock.instant();
    if (!request.until().isAfter(now)) {
      throw invalid("must be in the future: now is " + now);
    }
    if (request.until().isAfter(now.plus(downtimes.longest()))) {
      throw invalid(
          "must be at most "
              + Times.words(downtimes.longest())
              + " from now (replica-medic.downtime.longest)");
    }
    Downtime begun =
        downtimes.begin(
            database,
            request.owner().strip(),
            request.reason().strip(),
            request.until(),
            caller.getName());
    return DowntimeView.of(begun);
  }

  @DeleteMapping
  @Operation(operationId = "endDowntime", summary = "End a downtime early")
  @ApiResponse(responseCode = "204", description = "ended", content = @Content)
  @Fails({400, 404})
  ResponseEntity<Void> delete(
      @PathVariable @Size(max = Limits.ID, message = Limits.ID_MESSAGE) String id,
      @Parameter(description = "why, for the journal")
          @RequestParam
          @NotBlank(message = "is required")
          @Size(min = 3, max = 500, message = REASON)
          String reason,
      @Parameter(hidden = true) Authentication caller) {
    String database = registry.require(id).id();
    if (!downtimes.end(database, caller.getName(), reason.strip())) {
      throw none(database);
    }
    return ResponseEntity.noContent().build();
  }

  private static Refusal none(String database) {
    return new Refusal(
        Fault.NO_DOWNTIME,
        "database '" + database + "' is in no downtime now",
        "PUT " + Media.BASE + "/databases/" + database + "/downtime sets one");
  }

  private static Refusal invalid(String message) {
    return new Refusal(Fault.INVALID_REQUEST, "'until' " + message, "correct the fields listed")
        .with("fields", List.of(Map.of("field", "until", "message", message)));
  }
}
