package io.replicamedic.workflow;

import java.util.Map;

/** What an act answered; whether it had its effect only the goal's next reading tells. */
public sealed interface Outcome {

  /** It answered. */
  record Answered(String summary, Map<String, Object> detail, Memory learnt) implements Outcome {}

  /** It answered, and only prepares what a later rung does: no effect on the goal is awaited. */
  record Prepared(String summary, Map<String, Object> detail) implements Outcome {}

  /**
   * It answered with an error; the goal is read all the same.
   *
   * @param mayHaveActed whether it can have had its effect although it says error: then the effect
   *     is awaited, as after an answer
   */
  record Failed(String summary, Map<String, Object> detail, boolean mayHaveActed)
      implements Outcome {
    /** An error that means that nothing happened. */
    public Failed(String summary, Map<String, Object> detail) {
      this(summary, detail, false);
    }
  }

  /** No answer: it may still be running on that session; nothing follows until that is gone. */
  record Unknown(String summary, long connectionId) implements Outcome {}
}
