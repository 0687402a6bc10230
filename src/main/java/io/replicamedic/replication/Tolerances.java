package io.replicamedic.replication;

import java.time.Duration;

/**
 * What a diagnosis puts up with.
 *
 * @param stale a reading older than this says nothing of now
 * @param lag behind by more than this is lagging
 * @param effect so long a stop may take before it counts as ignored
 * @param afterFailover a conflict this long after a failover of the source may come from it
 * @param restarts stops on an error among the earlier readings that make a loop
 */
public record Tolerances(
    Duration stale, Duration lag, Duration effect, Duration afterFailover, int restarts) {

  /** 1 min, 1 s (Seconds_Behind_Source rounds two clocks), 10 s, 24 h, 3. */
  public static Tolerances standard() {
    return new Tolerances(
        Duration.ofMinutes(1),
        Duration.ofSeconds(1),
        Duration.ofSeconds(10),
        Duration.ofHours(24),
        3);
  }

  /** With another limit for the age of a reading. */
  public Tolerances stale(Duration limit) {
    return new Tolerances(limit, lag, effect, afterFailover, restarts);
  }
}
