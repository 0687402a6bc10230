package io.replicamedic.web;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Body of an answer to a workflow's open question. */
record ChoiceRequest(
    @NotBlank(message = "is required")
        @Size(max = 200, message = "must have at most 200 characters")
        @Schema(description = "id of the open question")
        String question,
    @NotBlank(message = "is required")
        @Size(max = 100, message = "must have at most 100 characters")
        @Schema(description = "name of one of its options", example = "delete-local")
        String choice,
    @Size(max = 500, message = "must have at most 500 characters")
        @Schema(description = "for the journal")
        @Nullable String comment) {

  String commentOrNone() {
    return Objects.requireNonNullElse(comment, "").strip();
  }
}
