package io.replicamedic.workflow;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Decides what is next from a record and readings; pure, asked by the Engine before every step. */
public final class Decider {
  /** Why a workflow ends as RECOVERED. */
  static final String RECOVERED = "it is as it should be again, without us";

  private Decider() {}

  /**
   * All that a decision depends on.
   *
   * @param phases how many phases the playbook has
   * @param ladder how many rungs the current phase has
   * @param purpose what the purpose read; empty once an irreversible act was intended
   */
  public record Situation(
      Progress progress,
      int phases,
      int ladder,
      Optional<Reading> purpose,
      Reading goal,
      Instant now,
      Policy policy) {}

  /** The one next thing. */
  public static Decision decide(Situation s) {
    if (s.purpose().isPresent()) {
      if (s.purpose().get() instanceof Reading.Met(Map<String, String> facts)) {
        return healthyAlready(s, facts);
      }
      if (s.purpose().get() instanceof Reading.Unreadable unreadable) {
        return unreadable(s, unreadable.why());
      }
      if (s.purpose().get() instanceof Reading.NotMet(Map<String, String> _, boolean progressing)
          && progressing) {
        return new Decision.Watch();
      }
    }
    return switch (s.goal()) {
      case Reading.Met met -> goalMet(s);
      case Reading.Unreadable unreadable -> unreadable(s, unreadable.why());
      case Reading.Hopeless hopeless -> handOver(hopeless.why());
      case Reading.Setback setback -> setback(s, setback);
      case Reading.NotMet notMet -> climbOrAwait(s, notMet);
    };
  }

  // In the first phase nothing was done yet: then it never needed us.
  private static Decision healthyAlready(Situation s, Map<String, String> facts) {
    return s.progress().phase() == 0 && s.progress().answers().isEmpty()
        ? new Decision.Finish(
            new Ending(
                WorkflowState.NOTHING_TO_DO,
                "it is as it should be, nothing was touched: " + facts))
        : new Decision.Finish(new Ending(WorkflowState.RECOVERED, RECOVERED));
  }

  private static Decision goalMet(Situation s) {
    return s.progress().phase() == s.phases() - 1
        ? new Decision.Finish(new Ending(WorkflowState.SUCCEEDED, "the last goal was read as met"))
        : new Decision.Advance();
  }

  private static Decision unreadable(Situation s, String why) {
    Instant since = s.progress().unreadableSince().orElse(s.now());
    return s.now().isBefore(since.plus(s.policy().unreadable()))
        ? new Decision.AwaitReadable(since, why)
        : handOver("unreadable for " + s.policy().unreadable().toSeconds() + " s: " + why);
  }

  private static Decision setback(Situation s, Reading.Setback setback) {
    return s.progress().setbacks() < s.policy().setbacks()
        ? new Decision.Return(setback.phase(), setback.why(), setback.learnt())
        : handOver(setback.why() + "; went back " + s.progress().setbacks() + " times already");
  }

  private static Decision climbOrAwait(Situation s, Reading.NotMet reading) {
    Optional<Climb> climb = s.progress().climb();
    if (climb.isPresent()) {
      if (s.now().isBefore(climb.get().deadline())) {
        return new Decision.Await(climb.get().deadline());
      }
      if (reading.progressing()) {
        return new Decision.Await(s.now().plus(s.policy().progressing()));
      }
    }
    return s.progress().rung() < s.ladder()
        ? new Decision.ClimbNext()
        : handOver("the ladder ended and the goal is not met");
  }

  private static Decision handOver(String why) {
    return new Decision.Finish(new Ending(WorkflowState.HANDED_OVER, why));
  }
}
