package io.replicamedic.workflow;

import java.util.Map;

/**
 * What a goal read from the outside world: the only input of the Decider about it. Facts are names
 * to values in the server's words, for the journal.
 */
public sealed interface Reading {

  /** What was read. */
  Map<String, String> facts();

  /** The goal holds. */
  record Met(Map<String, String> facts) implements Reading {}

  /**
   * It does not hold.
   *
   * @param progressing something moves towards it (rows are being applied): a deadline is extended
   */
  record NotMet(Map<String, String> facts, boolean progressing) implements Reading {
    /** Nothing moves. */
    public NotMet(Map<String, String> facts) {
      this(facts, false);
    }
  }

  /** It cannot be reached by any rung: a check refused, a person said no. */
  record Hopeless(Map<String, String> facts, String why) implements Reading {}

  /** An earlier phase must be reached again first (the one backward edge). */
  record Setback(Map<String, String> facts, String phase, String why, Memory learnt)
      implements Reading {}

  /** Could not be read; climbs nothing and moves no phase. */
  record Unreadable(String why) implements Reading {
    @Override
    public Map<String, String> facts() {
      return Map.of("unreadable", why);
    }
  }
}
