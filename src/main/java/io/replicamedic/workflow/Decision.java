package io.replicamedic.workflow;

import java.time.Instant;

/** What the Decider says is next. */
public sealed interface Decision {
  /** Close with that end. */
  record Finish(Ending ending) implements Decision {}

  /** The goal is met: on to the next phase. */
  record Advance() implements Decision {}

  /** Climb the next rung of the ladder. */
  record ClimbNext() implements Decision {}

  /** Read again later: a rung's effect is awaited until its deadline, or the goal is unreadable. */
  record Await(Instant deadline) implements Decision {}

  /** Read again soon: it may be healing by itself, so nothing is climbed meanwhile. */
  record Watch() implements Decision {}

  /** The backward edge. */
  record Return(String phase, String why, Memory learnt) implements Decision {}

  /** Read again later: it cannot be read now. */
  record AwaitReadable(Instant since, String why) implements Decision {}
}
