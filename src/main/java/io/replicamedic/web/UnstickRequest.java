package io.replicamedic.web;

import io.replicamedic.replication.ChannelName;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Body of an unstick request. */
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
    @Pattern(regexp = ChannelName.PATTERN, message = "must be " + ChannelName.HELP)
        @Schema(
            description = "whose trouble it is; the other channels are left as they are",
            defaultValue = "",
            example = "legacy")
        @Nullable String channel,
    @Schema(
            description =
                "auto: as the channel has it; file: file and position, where the channel stands; or"
                    + " a place in the source's binary log, which a person must then accept, as"
                    + " {\"file\": \"binlog.000007\", \"position\": 1234}",
            types = {"string", "object"},
            defaultValue = "auto")
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
        @Nullable String isolation)
    implements OrderRequest {

  private static final long FIRST_EVENT = 4;

  @Override
  public boolean dry() {
    return Boolean.TRUE.equals(dryRun);
  }

  @Override
  public String ticketOrNone() {
    return Objects.requireNonNullElse(ticket, "").strip();
  }

  @Override
  public Map<String, String> parameters() {
    return Map.of(
        "reconfigure", Objects.requireNonNullElse(reconfigure, "auto"),
        "isolation", Objects.requireNonNullElse(isolation, "auto"),
        "channel", ChannelName.of(Objects.requireNonNullElse(channel, "")),
        "position", place());
  }

  // In one word: auto, file, or file:position.
  private String place() {
    return switch (position) {
      case null -> "auto";
      case String word when word.equals("auto") || word.equals("file") -> word;
      case Map<?, ?> place
          when place.size() == 2
              && place.get("file") instanceof String file
              && file.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,240}")
              && place.get("position") instanceof Number offset
              && offset.toString().matches("[0-9]{1,10}")
              && offset.longValue() >= FIRST_EVENT ->
          file + ":" + offset;
      default ->
          throw new Refusal(
              Fault.INVALID_REQUEST,
              "position is neither a word nor a place that this version knows",
              "position must be \"auto\", \"file\", or {\"file\": name of a binary log,"
                  + " \"position\": a number of 4 or more}");
    };
  }
}
