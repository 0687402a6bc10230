package io.replicamedic.web;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Body of a request to audit a database. */
record DurabilityAuditRequest(
    @NotBlank(message = "is required")
        @Size(min = 3, max = 500, message = "must have 3 to 500 characters")
        @Schema(description = "why, for the journal", example = "before the planned failover")
        String reason,
    @Size(max = 100, message = "must have at most 100 characters")
        @Schema(description = "your reference", example = "OPS-4711")
        @Nullable String ticket) {
  String ticketOrNone() {
    return Objects.requireNonNullElse(ticket, "").strip();
  }
}
