package io.replicamedic.durability;

import io.replicamedic.replication.Severity;

/** What a rule thinks of one value, whether the server runs with it or a group would bring it. */
sealed interface Verdict {
  /** As it should be. */
  record Right(String summary) implements Verdict {}

  /**
   * Not as it should be.
   *
   * @param wanted the value to set; empty when no single value closes it
   */
  record Wrong(Severity severity, String summary, String wanted) implements Verdict {}

  /** It cannot be told from what was read. */
  record Unclear(String why) implements Verdict {}

  /** With what else is set, it means nothing. */
  record Moot(String why) implements Verdict {}
}
