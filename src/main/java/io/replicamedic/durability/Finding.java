package io.replicamedic.durability;

import io.replicamedic.replication.Severity;
import java.util.List;

/**
 * What one rule says of one database.
 *
 * @param rule stable id: {@code flush-log-at-commit}
 * @param outcome how it came out
 * @param severity how much it matters here, in this engine and role; OK unless it failed or is
 *     unknown
 * @param read what it looked at, each with its time
 * @param summary one line
 * @param why one paragraph: why it matters here
 * @param fix what closes it, in words; empty when nothing is to be done
 * @param remedies the settings that close it; empty when none alone does, or nothing is to be done
 */
public record Finding(
    String rule,
    Outcome outcome,
    Severity severity,
    List<Observed> read,
    String summary,
    String why,
    String fix,
    List<Remedy> remedies) {
  /** Immutable. */
  public Finding {
    read = List.copyOf(read);
    remedies = List.copyOf(remedies);
  }

  /** How a rule came out. */
  public enum Outcome {
    /** As it should be. */
    PASSED,
    /** Not as it should be. */
    FAILED,
    /** What it needs could not be read: never passed. */
    UNKNOWN,
    /** It means nothing for this engine or role. */
    NOT_APPLICABLE
  }
}
