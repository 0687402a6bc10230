package io.replicamedic.web;

import io.replicamedic.workflow.NotPossible;
import io.replicamedic.workflow.Workflow;
import io.replicamedic.workflow.Workflows;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Workflows: looking, answering, cancelling. */
@RestController
@RequestMapping(
    path = Media.BASE + "/workflows",
    produces = {Media.JSON, Media.TEXT})
@Tag(name = "workflows", description = "Runs of a playbook: look, answer, cancel")
class WorkflowsController {
  private final Workflows workflows;
  private final Streams streams;
  private final LongPoll longPoll;

  WorkflowsController(Workflows workflows, Streams streams, LongPoll longPoll) {
    this.workflows = workflows;
    this.streams = streams;
    this.longPoll = longPoll;
  }

  @GetMapping
  @Operation(operationId = "listWorkflows", summary = "Workflows, newest first")
  @Fails({400})
  WorkflowsView all(
      @Parameter(description = "only those of this database")
          @RequestParam(defaultValue = "")
          @Size(max = Limits.ID, message = Limits.ID_MESSAGE)
          String target,
      @RequestParam(defaultValue = "50")
          @Min(value = 1, message = Limits.WORKFLOWS_MESSAGE)
          @Max(value = Limits.WORKFLOWS, message = Limits.WORKFLOWS_MESSAGE)
          int limit) {
    return WorkflowsView.of(workflows.list(target, limit));
  }

  @GetMapping("/{id}")
  @Operation(
      operationId = "getWorkflow",
      summary = "One workflow with its phases and rungs",
      description =
          "With wait, answers when it has ended or a person must answer, or after that"
              + " time; at most 60 s.")
  @Fails({400, 404})
  ResponseEntity<WorkflowView> one(
      @PathVariable @Size(max = Limits.ID, message = Limits.ID_MESSAGE) String id,
      @Parameter(
              description = "30s, 30 or PT30S",
              schema = @Schema(type = "string", example = "30s"))
          @RequestParam(required = false)
          @Nullable WaitTime wait) {
    Workflow workflow =
        longPoll
            .rest(id, Optional.ofNullable(wait).orElse(WaitTime.NONE))
            .orElseThrow(() -> none(id));
    return ETags.versioned(workflow.version(), view(workflow));
  }

  @PostMapping(path = "/{id}/choice", consumes = Media.JSON)
  @Operation(
      operationId = "answerWorkflow",
      summary = "Answer the open question",
      description = "The workflow reads everything again before it goes on.")
  @Fails({400, 404, 409, 413, 415, 422})
  WorkflowView choose(
      @PathVariable @Size(max = Limits.ID, message = Limits.ID_MESSAGE) String id,
      @Valid @RequestBody ChoiceRequest request,
      @Parameter(hidden = true) Authentication caller) {
    return view(
        workflows.answer(
            id, request.question(), request.choice(), request.commentOrNone(), caller.getName()));
  }

  @PostMapping(path = "/{id}/cancel", consumes = Media.JSON)
  @Operation(
      operationId = "cancelWorkflow",
      summary = "Climb no further rung",
      description = "What is owed is discharged first; then it ends as CANCELLED.")
  @Fails({400, 404, 409, 413, 415})
  @ApiResponse(responseCode = "202", description = "it is closing")
  ResponseEntity<WorkflowView> cancel(
      @PathVariable @Size(max = Limits.ID, message = Limits.ID_MESSAGE) String id,
      @Valid @RequestBody CancelRequest request,
      @Parameter(hidden = true) Authentication caller) {
    Workflow closing = workflows.cancel(id, request.reason().strip(), caller.getName());
    return ResponseEntity.accepted()
        .location(URI.create(WorkflowView.url(closing)))
        .body(view(closing));
  }

  private WorkflowView view(Workflow workflow) {
    return WorkflowView.of(workflow, streams.all(workflow.id()));
  }

  /** The same words as the door's own. */
  static NotPossible none(String id) {
    return new NotPossible(
        "no-such-workflow", "no workflow " + id, "GET " + Media.BASE + "/workflows lists them");
  }
}
