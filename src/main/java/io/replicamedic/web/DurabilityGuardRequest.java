package io.replicamedic.web;

import io.replicamedic.durability.PlannedWork;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Body of a question whether planned work may begin. */
record DurabilityGuardRequest(
    @NotBlank(message = "is required")
        @Pattern(
            regexp = "failover|reboot|upgrade|class-change|storage-change|create-replicas",
            message =
                "must be failover, reboot, upgrade, class-change, storage-change or"
                    + " create-replicas")
        @Schema(
            description = "what is about to be done",
            allowableValues = {
              "failover",
              "reboot",
              "upgrade",
              "class-change",
              "storage-change",
              "create-replicas"
            })
        String plannedWork,
    @NotBlank(message = "is required")
        @Pattern(regexp = "check|set", message = "must be check or set")
        @Schema(
            description =
                "check: answer only; set: if refused, set innodb_flush_log_at_trx_commit and"
                    + " sync_binlog to 1 first",
            allowableValues = {"check", "set"})
        String act,
    @NotBlank(message = "is required")
        @Size(min = 3, max = 500, message = "must have 3 to 500 characters")
        @Schema(description = "why, for the journal", example = "minor upgrade on Saturday")
        String reason,
    @Size(max = 100, message = "must have at most 100 characters")
        @Schema(description = "your reference", example = "CHG-17")
        @Nullable String ticket,
    @Pattern(regexp = "ask|accept", message = "must be ask or accept")
        @Schema(
            description = "with set: what if other databases use the parameter group, too",
            allowableValues = {"ask", "accept"},
            defaultValue = "ask")
        @Nullable String sharedGroup) {

  PlannedWork work() {
    return PlannedWork.valueOf(plannedWork.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  boolean sets() {
    return act.equals("set");
  }

  String ticketOrNone() {
    return Objects.requireNonNullElse(ticket, "").strip();
  }

  String sharing() {
    return Objects.requireNonNullElse(sharedGroup, "ask");
  }
}
