package io.replicamedic.web;

import io.replicamedic.replication.Latch;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** Body of an acknowledgement: a person says that what was latched is settled. */
record AcknowledgeRequest(
    @NotNull(message = "is required: LOST_TAIL or IDENTITY_CHANGED") Latch.Kind kind,
    @NotBlank(message = "is required")
        @Size(max = Limits.ID, message = Limits.ID_MESSAGE)
        @Schema(description = "as the latch names it")
        String sourceUuid,
    @NotBlank(message = "is required")
        @Size(min = 3, max = 500, message = "must have 3 to 500 characters")
        @Schema(
            description = "how you know, for the journal",
            example = "rebuilt from a snapshot of the source, checksums compared")
        String reason) {}
