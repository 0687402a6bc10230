package io.replicamedic.web;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A call that is answered with one database, registered or discovered, as the document says it. */
@ApiResponse(
    responseCode = "200",
    content = {
      @Content(
          mediaType = Media.JSON,
          schema = @Schema(oneOf = {DatabaseView.class, DiscoveredView.class})),
      @Content(mediaType = Media.TEXT, schema = @Schema(implementation = String.class))
    })
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface AnswersDatabase {}
