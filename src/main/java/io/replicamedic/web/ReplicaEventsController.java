package io.replicamedic.web;

import io.replicamedic.replication.Severity;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Changes of replicas' states, live. */
@RestController
@RequestMapping(path = Media.BASE + "/replicas", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
@Tag(name = "fleet")
class ReplicaEventsController {
  private static final String WORDS =
      "One event a change: id is its seq, event is change, data its JSON as in the history. A"
          + " client that comes back with Last-Event-ID gets what it missed, each change once; if"
          + " some of that was deleted meanwhile, an event missed comes first. Without a number it"
          + " begins now. Comments say that the stream lives.";

  private static final String BAD = "only what is this bad or worse, before or after the change";
  private static final String AFTER = "seq of the last change known; Last-Event-ID goes before it";
  private static final String BACK = "sent by browsers when they come back";

  private final RegisteredReplicas replicas;
  private final ChangeStreams streams;

  ReplicaEventsController(RegisteredReplicas replicas, ChangeStreams streams) {
    this.replicas = replicas;
    this.streams = streams;
  }

  @GetMapping("/events")
  @Operation(
      operationId = "followReplicas",
      summary = "Changes of the replicas' states as Server-Sent Events",
      description = WORDS)
  @AnswersEvents
  @Fails({400, 404, 406, 503})
  ResponseEntity<SseEmitter> all(
      @Parameter(description = "only these replicas; may be given several times")
          @RequestParam(required = false)
          @Nullable Set<String> id,
      @Parameter(description = BAD) @RequestParam(defaultValue = "OK") Severity severity,
      @Parameter(description = AFTER)
          @RequestParam(required = false)
          @Min(value = 0, message = Limits.AFTER_MESSAGE)
          @Nullable Long after,
      @Parameter(description = BACK)
          @RequestHeader(name = "Last-Event-ID", required = false)
          @Min(value = 0, message = Limits.AFTER_MESSAGE)
          @Nullable Long lastEventId) {
    Set<String> wanted = id == null ? Set.of() : id;
    wanted.forEach(replicas::require);
    return stream(wanted, severity, after, lastEventId);
  }

  @GetMapping("/{id}/events")
  @Operation(
      operationId = "followReplica",
      summary = "Changes of one replica's state as Server-Sent Events",
      description = WORDS)
  @AnswersEvents
  @Fails({400, 404, 406, 503})
  ResponseEntity<SseEmitter> one(
      @PathVariable @Size(max = Limits.ID, message = Limits.ID_MESSAGE) String id,
      @Parameter(description = BAD) @RequestParam(defaultValue = "OK") Severity severity,
      @Parameter(description = AFTER)
          @RequestParam(required = false)
          @Min(value = 0, message = Limits.AFTER_MESSAGE)
          @Nullable Long after,
      @Parameter(description = BACK)
          @RequestHeader(name = "Last-Event-ID", required = false)
          @Min(value = 0, message = Limits.AFTER_MESSAGE)
          @Nullable Long lastEventId) {
    return stream(Set.of(replicas.require(id).id()), severity, after, lastEventId);
  }

  private ResponseEntity<SseEmitter> stream(
      Set<String> wanted, Severity severity, @Nullable Long after, @Nullable Long lastEventId) {
    Long known = lastEventId == null ? after : lastEventId;
    return ResponseEntity.ok()
        .header("X-Accel-Buffering", "no")
        .body(
            streams.follow(
                new ChangeStreams.Wish(wanted, severity),
                known == null ? streams.newest() : known));
  }
}
