package io.replicamedic.app;

import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How durability is audited, and how its findings are closed.
 *
 * @param limit how long one database may take to be read; what has not answered by then is unknown
 * @param fix patience of the workflow that closes findings
 */
record DurabilitySettings(
    @DefaultValue("15s") Duration limit, @DefaultValue @Valid FixSettings fix) {
  @AssertTrue(message = "limit must be 1s to 2m")
  boolean isBearable() {
    return limit.compareTo(Duration.ofSeconds(1)) >= 0
        && limit.compareTo(Duration.ofMinutes(2)) <= 0;
  }
}
