package io.replicamedic.app;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is kept of readings in the store.
 *
 * @param sampleInterval from one sample of a replica to the next
 * @param samples for how long they are kept
 * @param changes for how long changes of state are
 * @param changesPerReplica how many of them at most
 * @param buffer how many of each wait in memory while the store is away
 */
record HistorySettings(
    @DefaultValue("1m") Duration sampleInterval,
    @DefaultValue("1d") Duration samples,
    @DefaultValue("90d") Duration changes,
    @DefaultValue("10000") @Min(100) @Max(1_000_000) int changesPerReplica,
    @DefaultValue("10000") @Min(1000) @Max(1_000_000) int buffer) {
  @AssertTrue(message = "sample-interval must be 10s to 1h")
  boolean isThin() {
    return sampleInterval.compareTo(Duration.ofSeconds(10)) >= 0
        && sampleInterval.compareTo(Duration.ofHours(1)) <= 0;
  }

  @AssertTrue(message = "samples must be at least sample-interval, and at most 90d")
  boolean isBounded() {
    return samples.compareTo(sampleInterval) >= 0 && samples.compareTo(Duration.ofDays(90)) <= 0;
  }

  @AssertTrue(message = "changes must be kept at least as long as samples, and at most 3650d")
  boolean isLongerThanSamples() {
    return changes.compareTo(samples) >= 0 && changes.compareTo(Duration.ofDays(3650)) <= 0;
  }
}
