package io.replicamedic.web;

import io.replicamedic.audit.AuditDifference;
import io.replicamedic.audit.AuditStore;
import io.replicamedic.audit.Audits;
import io.replicamedic.audit.KeptAudit;
import io.replicamedic.audit.Occasion;
import io.replicamedic.audit.Suppressions;
import io.replicamedic.fleet.Registry;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What can be lost, of one database: audits of its durability. */
@RestController
@RequestMapping(
    path = Media.BASE + "/databases/{id}/durability-audit",
    produces = {Media.JSON, Media.TEXT})
@Tag(name = "durability")
class DurabilityAuditController {
  private static final String END = "[0-9]{1,18}|[0-9TZ:.-]{10,40}";
  private static final String END_MESSAGE =
      "must be the number of an audit, or a moment, which looks like 2026-11-27T12:00:00Z";
  private static final String CURSOR_MESSAGE = "must be next of the page before";

  private final Registry registry;
  private final Audits audits;
  private final AuditStore store;
  private final Suppressions suppressions;

  DurabilityAuditController(
      Registry registry, Audits audits, AuditStore store, Suppressions suppressions) {
    this.registry = registry;
    this.audits = audits;
    this.store = store;
    this.suppressions = suppressions;
  }

  @PostMapping(consumes = Media.JSON)
  @Operation(
      operationId = "auditDurability",
      summary = "Audit a database now: what can be lost when something fails",
      description =
          "Reads its settings over a session of its own, and what the RDS API says of it; changes"
              + " nothing. What cannot be read is UNKNOWN and no error. Goes to the journal with"
              + " your name and reason.")
  @ApiResponse(
      responseCode = "200",
      description = "the verdict is the same as the last one",
      content = {
        @Content(
            mediaType = Media.JSON,
            schema = @Schema(implementation = DurabilityAuditView.class)),
        @Content(mediaType = Media.TEXT, schema = @Schema(implementation = String.class))
      })
  @ApiResponse(
      responseCode = "201",
      description = "the verdict is a new one; Location names it",
      headers =
          @Header(
              name = "Location",
              description = "the verdict",
              schema = @Schema(type = "string")),
      content = {
        @Content(
            mediaType = Media.JSON,
            schema = @Schema(implementation = DurabilityAuditView.class)),
        @Content(mediaType = Media.TEXT, schema = @Schema(implementation = String.class))
      })
  @Fails({400, 404, 409, 413, 415})
  ResponseEntity<DurabilityAuditView> run(
      @PathVariable @Size(max = Limits.ID, message = Limits.ID_MESSAGE) String id,
      @Valid @RequestBody DurabilityAuditRequest request,
      @Parameter(hidden = true) Authentication caller) {
    KeptAudit kept =
        audits.run(
            id,
            new Occasion.Asked(caller.getName(), request.reason().strip(), request.ticketOrNone()));
    DurabilityAuditView view = DurabilityAuditView.of(kept, suppressions.of(id));
    return kept.runs() == 1
        ? ResponseEntity.created(URI.create(path(id) + "/history/" + kept.number())).body(view)
        : ResponseEntity.ok(view);
  }

  @GetMapping
  @Operation(operationId = "getDurabilityAudit", summary = "The last audit of a database")
  @Fails({400, 404, 409})
  ResponseEntity<DurabilityAuditView> last(
      @PathVariable @Size(max = Limits.ID, message = Limits.ID_MESSAGE) String id) {
    return ETags.ofContent(
        DurabilityAuditView.of(
            audits.last(id).orElseThrow(() -> neverAudited(id)), suppressions.of(id)));
  }

  @GetMapping("/history")
  @Operation(
      operationId = "getDurabilityAuditHistory",
      summary = "The verdicts on a database, newest first",
      description = "Audits in a row that say the same are one. The last 200 are kept.")
  @Fails({400, 404, 409})
  DurabilityHistoryView history(
      @PathVariable @Size(max = Limits.ID, message = Limits.ID_MESSAGE) String id,
      @Parameter(description = "next of the page before")
          @RequestParam(defaultValue = "")
          @Pattern(regexp = "[0-9]{0,18}", message = CURSOR_MESSAGE)
          String after,
      @RequestParam(defaultValue = "50")
          @Min(value = 1, message = Limits.WORKFLOWS_MESSAGE)
          @Max(value = Limits.WORKFLOWS, message = Limits.WORKFLOWS_MESSAGE)
          int limit) {
    String database = registry.require(id).id();
    // One more than asked for: it tells whether there is another page.
    List<KeptAudit> found =
        store.history(
            database, after.isEmpty() ? Long.MAX_VALUE : Long.parseLong(after), limit + 1);
    List<KeptAudit> page = found.stream().limit(limit).toList();
    return DurabilityHistoryView.of(
        database,
        page,
        found.size() > limit
            ? Optional.of(Long.toString(page.getLast().number()))
            : Optional.empty());
  }

  @GetMapping("/history/{number}")
  @Operation(operationId = "getDurabilityAuditByNumber", summary = "One verdict, whole")
  @Fails({400, 404, 409})
  ResponseEntity<DurabilityAuditView> one(
      @PathVariable @Size(max = Limits.ID, message = Limits.ID_MESSAGE) String id,
      @PathVariable @Min(value = 1, message = "must be 1 or more") long number) {
    return ETags.ofContent(DurabilityAuditView.of(find(registry.require(id).id(), number)));
  }

  @GetMapping("/difference")
  @Operation(
      operationId = "getDurabilityAuditDifference",
      summary = "What is otherwise between two verdicts: findings, values, losses")
  @Fails({400, 404, 409})
  ResponseEntity<DurabilityDifferenceView> difference(
      @PathVariable @Size(max = Limits.ID, message = Limits.ID_MESSAGE) String id,
      @Parameter(
              description =
                  "number of an audit, or a moment, for the verdict of then; the one before to, if"
                      + " absent")
          @RequestParam(defaultValue = "")
          @Pattern(regexp = "|" + END, message = END_MESSAGE)
          String from,
      @Parameter(description = "the same; the last one, if absent")
          @RequestParam(defaultValue = "")
          @Pattern(regexp = "|" + END, message = END_MESSAGE)
          String to) {
    String database = registry.require(id).id();
    KeptAudit later =
        to.isEmpty()
            ? audits.last(database).orElseThrow(() -> neverAudited(database))
            : named(database, "to", to);
    KeptAudit earlier = from.isEmpty() ? before(later) : named(database, "from", from);
    if (earlier.number() > later.number()) {
      throw invalid("from", "must not be later than to");
    }
    return ETags.ofContent(DurabilityDifferenceView.of(AuditDifference.between(earlier, later)));
  }

  private KeptAudit named(String database, String field, String end) {
    if (end.matches("[0-9]+")) {
      return find(database, Long.parseLong(end));
    }
    Instant moment = moment(field, end);
    return store
        .at(database, moment)
        .orElseThrow(() -> none(database, "there is no audit of '" + database + "' by " + end));
  }

  private static Instant moment(String field, String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw invalid(field, END_MESSAGE);
    }
  }

  private KeptAudit before(KeptAudit later) {
    String database = later.audit().database();
    return store.history(database, later.number(), 1).stream()
        .findFirst()
        .orElseThrow(
            () ->
                none(
                    database,
                    "there is no verdict on '" + database + "' before number " + later.number()));
  }

  private KeptAudit find(String database, long number) {
    return store
        .find(database, number)
        .orElseThrow(
            () -> none(database, "there is no audit " + number + " of '" + database + "'"));
  }

  private static Refusal none(String database, String detail) {
    return new Refusal(
        Fault.UNKNOWN_AUDIT,
        detail,
        "GET " + path(database) + "/history lists those that are kept");
  }

  private static Refusal neverAudited(String database) {
    return new Refusal(
        Fault.NOT_AUDITED,
        "database '" + database + "' was not audited yet",
        "POST " + path(database) + " with {\"reason\": \"…\"} audits it now");
  }

  private static Refusal invalid(String field, String message) {
    return new Refusal(
            Fault.INVALID_REQUEST, "'" + field + "' " + message, "correct the fields listed")
        .with("fields", List.of(Map.of("field", field, "message", message)));
  }

  private static String path(String database) {
    return Media.BASE + "/databases/" + database + "/durability-audit";
  }
}
