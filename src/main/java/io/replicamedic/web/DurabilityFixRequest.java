package io.replicamedic.web;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Body of a durability fix request. */
record DurabilityFixRequest(
    @NotBlank(message = "is required")
        @Size(min = 3, max = 500, message = "must have 3 to 500 characters")
        @Schema(description = "why, for the journal", example = "audit of Monday: flush is 2")
        String reason,
    @Size(max = 100, message = "must have at most 100 characters")
        @Schema(description = "your reference", example = "OPS-4711")
        @Nullable String ticket,
    @Schema(description = "answer the plan and touch nothing", defaultValue = "false")
        @Nullable Boolean dryRun,
    @Size(max = 50, message = "must name at most 50 rules")
        @Schema(
            description =
                "ids of the rules whose findings are to be closed; unless said, what decides"
                    + " whether a commit is on disk (flush, sync_binlog) where it warns, and"
                    + " nothing else",
            example = "[\"flush-log-at-commit\"]")
        @Nullable
            List<
                @NotBlank(message = "must not be empty")
                @Pattern(
                    regexp = "[a-z0-9-]{1,60}",
                    message = "must be a rule's id: lower case letters, digits and hyphens")
                String>
            rules,
    @Pattern(regexp = "ask|accept", message = "must be ask or accept")
        @Schema(
            description =
                "what if other databases use the parameter group, too: ask a person who is shown"
                    + " their names, or accept it beforehand",
            allowableValues = {"ask", "accept"},
            defaultValue = "ask")
        @Nullable String sharedGroup,
    @Pattern(regexp = "[0-9a-f]{64}", message = "must be the digest of a dry run")
        @Schema(
            description =
                "digest of the plan that was looked at: with any other plan nothing is touched")
        @Nullable String digest)
    implements OrderRequest {

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
    List<String> named = Objects.requireNonNullElse(rules, List.of());
    return Map.of(
        "rules",
        String.join(",", new TreeSet<>(named)),
        "settings",
        "audit",
        "sharedGroup",
        Objects.requireNonNullElse(sharedGroup, "ask"),
        "digest",
        Objects.requireNonNullElse(digest, ""));
  }
}
