package io.replicamedic.durability;

import java.time.Duration;

/** How much of what was acknowledged can be gone. */
public sealed interface Loss {
  /** Nothing that was acknowledged. */
  record None() implements Loss {}

  /**
   * What was acknowledged in the last so much time.
   *
   * @param basis the setting or mechanism that bounds it
   */
  record AtMost(Duration time, String basis) implements Loss {}

  /**
   * What was acknowledged in the last so many binlog groups.
   *
   * @param commits sync_binlog groups of transactions
   */
  record AtMostCommits(long commits, String basis) implements Loss {}

  /** No setting bounds it: the operating system decides. */
  record Unbounded(String basis) implements Loss {}

  /** It cannot happen here. */
  record NotApplicable(String why) implements Loss {}

  /** What decides it could not be read. */
  record Unknown(String why) implements Loss {}
}
