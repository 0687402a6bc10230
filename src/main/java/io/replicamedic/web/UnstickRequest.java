package io.replicamedic.web;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Body of an unstick request. What this version cannot do is named by {@link #unsupported}. */
record UnstickRequest(
    @NotBlank(message = "is required")
        @Size(min = 3, max = 500, message = "must have 3 to 500 characters")
        @Schema(description = "why, for the journal", example = "paged: orders replica is stuck")
        String reason,
    @Size(max = 100, message = "must have at most 100 characters")
        @Schema(description = "your reference", example = "OPS-4711")
        @Nullable String ticket,
    @Schema(description = "answer the plan and touch nothing", defaultValue = "false")
        @Nullable Boolean dryRun,
    @Pattern(regexp = "auto|always", message = "must be auto or always")
        @Schema(
            description =
                "auto: configure the channel anew only when its configuration is wrong; always: in"
                    + " any case",
            allowableValues = {"auto", "always"},
            defaultValue = "auto")
        @Nullable String reconfigure,
    @Size(max = 64, message = "must have at most 64 characters")
        @Schema(description = "only the default channel, \"\", in this version", defaultValue = "")
        @Nullable String channel,
    @Schema(
            description = "only automatic (GTID) positions in this version",
            allowableValues = "auto",
            defaultValue = "auto",
            types = "string")
        @Nullable Object position,
    @Pattern(
            regexp = "auto|none|security-group|network-acl|group-swap",
            message = "must be auto, none, security-group, network-acl or group-swap")
        @Schema(
            description =
                "auto: the egress to the source may be cut when SQL does not help, by the means"
                    + " that the policy prefers and the facts allow; one of the means: by that one"
                    + " only; none: the network is left alone",
            allowableValues = {"auto", "none", "security-group", "network-acl", "group-swap"},
            defaultValue = "auto")
        @Nullable String isolation) {

  /** Something that was asked for and that this version cannot do. */
  record Unsupported(String code, String why, String remedy) {}

  boolean dry() {
    return Boolean.TRUE.equals(dryRun);
  }

  String ticketOrNone() {
    return Objects.requireNonNullElse(ticket, "").strip();
  }

  Map<String, String> parameters() {
    return Map.of(
        "reconfigure", Objects.requireNonNullElse(reconfigure, "auto"),
        "isolation", Objects.requireNonNullElse(isolation, "auto"));
  }

  Optional<Unsupported> unsupported() {
    if (!Objects.requireNonNullElse(channel, "").isEmpty()) {
      return Optional.of(
          new Unsupported(
              "named-channel-unsupported",
              "this version unsticks the default channel only, not channel '" + channel + "'",
              "leave channel out; a named channel must be handled by hand"));
    }
    if (!Objects.requireNonNullElse(position, "auto").equals("auto")) {
      return Optional.of(
          new Unsupported(
              "file-position-unsupported",
              "this version configures automatic (GTID) positions only, not file and position",
              "leave position out; a source without GTIDs must be configured by hand"));
    }
    return Optional.empty();
  }
}
