package io.replicamedic.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What follows from a record and readings; no server, no store, no time passing. */
class DeciderTest {
  private static final Instant NOW = Instant.parse("2026-11-22T03:00:00Z");
  private static final Reading MET = new Reading.Met(Map.of());
  private static final Reading NOT_MET = new Reading.NotMet(Map.of());
  private static final Reading UNREADABLE = new Reading.Unreadable("gone");
  private static final Policy POLICY =
      new Policy(
          Duration.ofMillis(100),
          Duration.ofMinutes(2),
          Duration.ofMinutes(1),
          3,
          3,
          Duration.ofSeconds(5));
  private static final int PHASES = 4;
  private static final int LADDER = 2;

  private static Decision decide(Progress progress, Optional<Reading> purpose, Reading goal) {
    return Decider.decide(
        new Decider.Situation(progress, PHASES, LADDER, purpose, goal, NOW, POLICY));
  }

  private static Decision decide(Progress progress, Reading goal) {
    return decide(progress, Optional.of(NOT_MET), goal);
  }

  private static Progress climbedUntil(Instant deadline) {
    return Progress.start().climbed(new Climb("stop", NOW.minusSeconds(9), deadline));
  }

  private static WorkflowState end(Decision decision) {
    assertThat(decision).isInstanceOf(Decision.Finish.class);
    return ((Decision.Finish) decision).ending().end();
  }

  @Test
  void a_goal_that_holds_climbs_nothing() {
    assertThat(decide(Progress.start(), MET)).isInstanceOf(Decision.Advance.class);
  }

  @Test
  void the_last_goal_met_is_success() {
    assertThat(end(decide(Progress.start().enter(PHASES - 1), MET)))
        .isEqualTo(WorkflowState.SUCCEEDED);
  }

  @Test
  void a_goal_not_met_climbs_the_next_rung() {
    assertThat(decide(Progress.start(), NOT_MET)).isInstanceOf(Decision.ClimbNext.class);
  }

  @Test
  void a_rungs_effect_is_awaited_until_its_deadline() {
    Instant later = NOW.plusSeconds(1);
    assertThat(decide(climbedUntil(later), NOT_MET)).isEqualTo(new Decision.Await(later));
    assertThat(decide(climbedUntil(NOW), NOT_MET)).isInstanceOf(Decision.ClimbNext.class);
  }

  @Test
  void progress_moves_a_deadline_on() {
    assertThat(decide(climbedUntil(NOW), new Reading.NotMet(Map.of(), true)))
        .isEqualTo(new Decision.Await(NOW.plus(POLICY.progressing())));
  }

  @Test
  void the_end_of_the_ladder_hands_over() {
    Progress top = climbedUntil(NOW).climbed(new Climb("kill", NOW, NOW));
    assertThat(end(decide(top, NOT_MET))).isEqualTo(WorkflowState.HANDED_OVER);
  }

  @Test
  void unreadable_climbs_nothing_and_moves_no_phase() {
    assertThat(decide(Progress.start(), UNREADABLE)).isInstanceOf(Decision.AwaitReadable.class);
    assertThat(decide(Progress.start(), Optional.of(UNREADABLE), NOT_MET))
        .isInstanceOf(Decision.AwaitReadable.class);
  }

  @Test
  void unreadable_for_too_long_hands_over() {
    Progress since = Progress.start().unreadable(NOW.minus(POLICY.unreadable()), "gone");
    assertThat(end(decide(since, UNREADABLE))).isEqualTo(WorkflowState.HANDED_OVER);
  }

  @Test
  void healthy_at_the_first_reading_is_nothing_to_do() {
    assertThat(end(decide(Progress.start(), Optional.of(MET), NOT_MET)))
        .isEqualTo(WorkflowState.NOTHING_TO_DO);
  }

  @Test
  void healed_meanwhile_is_recovered_and_nothing_is_climbed() {
    assertThat(end(decide(Progress.start().enter(2), Optional.of(MET), NOT_MET)))
        .isEqualTo(WorkflowState.RECOVERED);
  }

  @Test
  void what_may_be_healing_is_watched_and_nothing_is_climbed() {
    Reading healing = new Reading.NotMet(Map.of(), true);
    assertThat(decide(Progress.start().enter(2), Optional.of(healing), NOT_MET))
        .isInstanceOf(Decision.Watch.class);
  }

  @Test
  void after_an_irreversible_act_the_purpose_is_not_asked() {
    assertThat(decide(Progress.start().enter(2), Optional.empty(), NOT_MET))
        .isInstanceOf(Decision.ClimbNext.class);
  }

  @Test
  void a_hopeless_goal_hands_over_at_once() {
    assertThat(end(decide(Progress.start(), new Reading.Hopeless(Map.of(), "no"))))
        .isEqualTo(WorkflowState.HANDED_OVER);
  }

  @Test
  void the_backward_edge_is_taken_three_times_not_four() {
    Reading setback = new Reading.Setback(Map.of(), "threads stopped", "another", Memory.EMPTY);
    Progress progress = Progress.start();
    for (int taken = 0; taken < POLICY.setbacks(); taken++) {
      assertThat(decide(progress, setback)).isInstanceOf(Decision.Return.class);
      progress = progress.back(1, Memory.EMPTY);
    }
    assertThat(end(decide(progress, setback))).isEqualTo(WorkflowState.HANDED_OVER);
  }

  @Test
  void a_rung_without_known_outcome_is_begun_again_but_not_for_ever() {
    Intent intent = new Intent("p", "stop", "CALL", 7, Fence.SESSION, NOW);
    Progress progress = Progress.start();
    for (int attempt = 1; attempt < POLICY.attempts(); attempt++) {
      progress = progress.intend(intent, false).voided(POLICY.attempts());
      assertThat(progress.rung()).isZero();
    }
    assertThat(progress.intend(intent, false).voided(POLICY.attempts()).rung()).isEqualTo(1);
  }
}
