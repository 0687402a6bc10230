package io.replicamedic.app;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whether databases that nobody registered are shown.
 *
 * @param tag key of the tag that they, or their cluster, must have
 * @param value that it must have; empty = any
 * @param interval from one question to the RDS API to the next
 */
record DiscoverySettings(
    @DefaultValue("false") boolean enabled,
    @DefaultValue("replica-medic") @NotBlank String tag,
    @DefaultValue("") String value,
    @DefaultValue("5m") Duration interval) {
  @AssertTrue(message = "interval must be 30s to 1d")
  boolean isBearable() {
    return interval.compareTo(Duration.ofSeconds(30)) >= 0
        && interval.compareTo(Duration.ofDays(1)) <= 0;
  }
}
