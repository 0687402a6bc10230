package io.replicamedic.workflow;

import java.util.Map;

/** What an act answered; whether it had its effect only the goal's next reading tells. */
public sealed interface Outcome {

  /** It answered. */
  record Answered(String summary, Map<String, Object> detail, Memory learnt) implements Outcome {}

  /** It answered with an error; the goal is read all the same. */
  record Failed(String summary, Map<String, Object> detail) implements Outcome {}

  /** No answer: it may still be running on that session; nothing follows until that is gone. */
  record Unknown(String summary, long connectionId) implements Outcome {}
}
