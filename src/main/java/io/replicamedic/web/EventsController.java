package io.replicamedic.web;

import io.replicamedic.workflow.Workflow;
import io.replicamedic.workflow.Workflows;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
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

/** A workflow's journal, live. */
@RestController
@RequestMapping(path = Media.BASE + "/workflows", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
@Tag(name = "workflows")
class EventsController {
  private final Workflows workflows;
  private final Streams streams;
  private final LiveStreams live;

  EventsController(Workflows workflows, Streams streams, LiveStreams live) {
    this.workflows = workflows;
    this.streams = streams;
    this.live = live;
  }

  @GetMapping("/{id}/events")
  @Operation(
      operationId = "followWorkflow",
      summary = "A workflow's journal as Server-Sent Events",
      description =
          "One event a row: id is its seq, event its kind in lower case, data its JSON. The stream"
              + " is closed after the workflow's end was sent; a client that comes back with"
              + " Last-Event-ID gets what it missed, each row once.")
  @AnswersEvents
  @ApiResponse(
      responseCode = "204",
      description = "it has ended and you have every row: do not come back",
      content = @Content)
  @Fails({400, 404, 406})
  ResponseEntity<SseEmitter> events(
      @PathVariable @Size(max = Limits.ID, message = Limits.ID_MESSAGE) String id,
      @Parameter(description = "seq of the last row known; Last-Event-ID goes before it")
          @RequestParam(defaultValue = "0")
          @Min(value = 0, message = Limits.AFTER_MESSAGE)
          long after,
      @Parameter(description = "sent by browsers when they come back")
          @RequestHeader(name = "Last-Event-ID", required = false)
          @Min(value = 0, message = Limits.AFTER_MESSAGE)
          @Nullable Long lastEventId) {
    Workflow workflow = workflows.find(id).orElseThrow(() -> WorkflowsController.none(id));
    long known = lastEventId == null ? after : lastEventId;
    if (workflow.state().ended() && streams.after(id, known).isEmpty()) {
      return ResponseEntity.noContent().build();
    }
    return ResponseEntity.ok().header("X-Accel-Buffering", "no").body(live.follow(id, known));
  }
}
