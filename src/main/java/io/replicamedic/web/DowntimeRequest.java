package io.replicamedic.web;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;

/** Body of a downtime. */
record DowntimeRequest(
    @NotBlank(message = "is required")
        @Size(max = 100, message = "must have at most 100 characters")
        @Schema(description = "who answers for it, a person or a team", example = "dba-oncall")
        String owner,
    @NotBlank(message = "is required")
        @Size(min = 3, max = 500, message = "must have 3 to 500 characters")
        @Schema(description = "why, for the journal", example = "the source is being moved")
        String reason,
    @NotNull(message = "is required: a moment, 2026-11-27T12:00:00Z")
        @Schema(
            description = "when it ends; at most replica-medic.downtime.longest from now",
            example = "2026-11-27T12:00:00Z")
        Instant until) {}
