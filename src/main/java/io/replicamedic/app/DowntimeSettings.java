package io.replicamedic.app;

import jakarta.validation.constraints.AssertTrue;
import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long people may say that a database will be unwell.
 *
 * @param longest from when it is said
 */
record DowntimeSettings(@DefaultValue("7d") Duration longest) {
  @AssertTrue(message = "longest must be 1m to 90d")
  boolean isBounded() {
    return longest.compareTo(Duration.ofMinutes(1)) >= 0
        && longest.compareTo(Duration.ofDays(90)) <= 0;
  }
}
