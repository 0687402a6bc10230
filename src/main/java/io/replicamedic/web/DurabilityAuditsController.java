package io.replicamedic.web;

import io.replicamedic.audit.AuditQuery;
import io.replicamedic.audit.FleetAudits;
import io.replicamedic.durability.Auditor;
import io.replicamedic.durability.EngineKind;
import io.replicamedic.durability.Grade;
import io.replicamedic.fleet.Registry;
import io.replicamedic.replication.Severity;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** The fleet's report: the last durability audit of every registered database. */
@RestController
@RequestMapping(
    path = Media.BASE + "/durability-audits",
    produces = {Media.JSON, Media.TEXT, Media.CSV})
@Tag(
    name = "durability",
    description = "What can be lost when something fails, and how to close it")
class DurabilityAuditsController {
  /** A place has up to 15 characters before an id. */
  private static final int PLACE = 100;

  private static final String PLACE_MESSAGE = "must have at most 100 characters";

  private final Registry registry;
  private final FleetAudits audits;

  DurabilityAuditsController(Registry registry, FleetAudits audits) {
    this.registry = registry;
    this.audits = audits;
  }

  @GetMapping
  @Operation(
      operationId = "listDurabilityAudits",
      summary = "The last audit of every registered database, each in one line with its findings",
      description =
          "From what is kept: nothing is read for it. One that was never audited is in it as such."
              + " What is said of findings (severity, rule, unknown, suppressed) must be true of"
              + " one and the same, and only such are then told. As CSV a finding is a row; Link"
              + " names the next page.")
  @ApiResponse(
      responseCode = "200",
      headers =
          @Header(
              name = "Link",
              description = "rel=next: the next page; absent on the last one",
              schema = @Schema(type = "string")),
      content = {
        @Content(
            mediaType = Media.JSON,
            schema = @Schema(implementation = DurabilityAuditsView.class)),
        @Content(mediaType = Media.TEXT, schema = @Schema(implementation = String.class)),
        @Content(mediaType = Media.CSV, schema = @Schema(type = "string"))
      })
  @Fails({400})
  ResponseEntity<DurabilityAuditsView> all(
      @Parameter(description = "only with findings that matter so much or more")
          @RequestParam(required = false)
          @Nullable Severity severity,
      @Parameter(description = "whose storage it is; may be given several times")
          @RequestParam(required = false)
          @Nullable Set<EngineKind> engine,
      @Parameter(description = "only with findings of that rule; may be given several times")
          @RequestParam(required = false)
          @Nullable Set<String> rule,
      @Parameter(description = "in which everything counts; may be given several times")
          @RequestParam(required = false)
          @Nullable Set<Grade> grade,
      @Parameter(description = "true: findings that could not be read; false: those that failed")
          @RequestParam(required = false)
          @Nullable Boolean unknown,
      @Parameter(description = "true: suppressed findings; false: those that count")
          @RequestParam(required = false)
          @Nullable Boolean suppressed,
      @Parameter(description = "false: those that were never audited; true: the others")
          @RequestParam(required = false)
          @Nullable Boolean audited,
      @Parameter(description = "part of the id or of the address")
          @RequestParam(defaultValue = "")
          @Size(max = Limits.ID, message = Limits.ID_MESSAGE)
          String q,
      @Parameter(
              description =
                  "ID by name; SEVERITY and GRADE the worst, AGE the oldest first; never audited"
                      + " ones before all")
          @RequestParam(defaultValue = "ID")
          AuditQuery.Order sort,
      @Parameter(description = "next of the page before")
          @RequestParam(defaultValue = "")
          @Size(max = PLACE, message = PLACE_MESSAGE)
          String after,
      @RequestParam(defaultValue = "100")
          @Min(value = 1, message = Limits.ROWS_MESSAGE)
          @Max(value = Limits.ROWS, message = Limits.ROWS_MESSAGE)
          int limit) {
    Set<String> rules = Objects.requireNonNullElse(rule, Set.of());
    if (!Set.copyOf(Auditor.rules()).containsAll(rules)) {
      throw unknownRule();
    }
    AuditQuery query =
        new AuditQuery(
            Optional.ofNullable(severity),
            rules,
            Optional.ofNullable(unknown),
            Optional.ofNullable(suppressed),
            Objects.requireNonNullElse(engine, Set.of()),
            Objects.requireNonNullElse(grade, Set.of()),
            Optional.ofNullable(audited),
            q,
            sort,
            after,
            limit);
    AuditQuery.Page page = query.of(audits.all());
    HttpHeaders headers = new HttpHeaders();
    page.next().ifPresent(next -> headers.set(HttpHeaders.LINK, link(next)));
    return ResponseEntity.ok()
        .headers(headers)
        .body(DurabilityAuditsView.of(page, registry.misconfigured()));
  }

  // Relative, as every path that we tell: a gateway may stand before us.
  private static String link(String next) {
    String query =
        ServletUriComponentsBuilder.fromCurrentRequest()
            .replaceQueryParam("after", "{after}")
            .encode()
            .buildAndExpand(next)
            .toUri()
            .getRawQuery();
    return "<" + Media.BASE + "/durability-audits?" + query + ">; rel=\"next\"";
  }

  private static Refusal unknownRule() {
    String message = "must be one of " + String.join(", ", Auditor.rules());
    return new Refusal(Fault.INVALID_REQUEST, "'rule' " + message, "correct the fields listed")
        .with("fields", List.of(Map.of("field", "rule", "message", message)));
  }
}
