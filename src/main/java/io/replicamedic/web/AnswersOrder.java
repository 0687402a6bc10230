package io.replicamedic.web;

import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A call that orders a workflow, or shows its plan, as the document says it. */
@ApiResponse(
    responseCode = "200",
    description = "dryRun: the plan; nothing was touched",
    content = {
      @Content(mediaType = Media.JSON, schema = @Schema(implementation = PlanView.class)),
      @Content(mediaType = Media.TEXT, schema = @Schema(implementation = String.class))
    })
@ApiResponse(
    responseCode = "202",
    description = "accepted; Location names the workflow",
    headers = {
      @Header(name = "Location", description = "the workflow", schema = @Schema(type = "string")),
      @Header(
          name = "Idempotency-Replayed",
          description = "true when the Idempotency-Key had begun this workflow before",
          schema = @Schema(type = "string"))
    },
    content = {
      @Content(mediaType = Media.JSON, schema = @Schema(implementation = WorkflowView.class)),
      @Content(mediaType = Media.TEXT, schema = @Schema(implementation = String.class))
    })
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface AnswersOrder {}
