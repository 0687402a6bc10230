package io.replicamedic.web;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;

/** Body of a suppression. */
record SuppressionRequest(
    @NotBlank(message = "is required")
        @Size(max = 64, message = "must have at most 64 characters")
        @Schema(description = "the finding's", example = "deletion-protection")
        String rule,
    @NotBlank(message = "is required")
        @Size(max = 100, message = "must have at most 100 characters")
        @Schema(description = "who answers for it, a person or a team", example = "orders-team")
        String owner,
    @NotBlank(message = "is required")
        @Size(min = 3, max = 500, message = "must have 3 to 500 characters")
        @Schema(
            description = "why, for the journal",
            example = "rebuilt from the warehouse each night")
        String reason,
    @NotNull(message = "is required: a moment, 2027-01-31T12:00:00Z")
        @Schema(
            description = "when it ends; at most a year from now",
            example = "2027-01-31T12:00:00Z")
        Instant until) {}
