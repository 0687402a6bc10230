package io.replicamedic.app;

import jakarta.validation.constraints.AssertTrue;
import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How replicas are watched.
 *
 * @param interval from one reading of a replica to the next; 0 = read only when asked for
 * @param sourceInterval the same for the sources, of which errant transactions and purged binlogs
 *     are learnt
 * @param stale a reading older than this says nothing of now
 */
record PollingSettings(
    @DefaultValue("5s") Duration interval,
    @DefaultValue("1m") Duration sourceInterval,
    @DefaultValue("1m") Duration stale) {
  @AssertTrue(message = "interval must be 0, or 1s to 10m")
  boolean isBearable() {
    return interval.isZero()
        || (interval.compareTo(Duration.ofSeconds(1)) >= 0
            && interval.compareTo(Duration.ofMinutes(10)) <= 0);
  }

  @AssertTrue(message = "source-interval must be at least 1s")
  boolean isBearableToSources() {
    return sourceInterval.compareTo(Duration.ofSeconds(1)) >= 0;
  }

  // One reading may be late without anybody being told that nothing is known.
  // What cannot be read is tried every 30 s at last, and is UNREACHABLE until then, not STALE.
  @AssertTrue(message = "stale must be at least 45s, and three times interval")
  boolean isPatient() {
    return stale.compareTo(Duration.ofSeconds(45)) >= 0
        && stale.compareTo(interval.multipliedBy(3)) >= 0;
  }

  boolean isOn() {
    return interval.isPositive();
  }
}
