package io.replicamedic.app;

import jakarta.validation.constraints.AssertTrue;
import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Patience of the workflow that closes an audit's findings.
 *
 * @param applies how long RDS may take to bring a parameter into force
 * @param disagree how long RDS may say that it has, or that it failed, while the server runs
 *     something else
 */
record FixSettings(@DefaultValue("5m") Duration applies, @DefaultValue("30s") Duration disagree) {
  @AssertTrue(message = "applies and disagree must be longer than nothing, and at most 1h")
  boolean isBearable() {
    Duration hour = Duration.ofHours(1);
    return applies.isPositive()
        && disagree.isPositive()
        && applies.compareTo(hour) <= 0
        && disagree.compareTo(hour) <= 0;
  }
}
