package io.replicamedic.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.replicamedic.journal.Draft;
import io.replicamedic.journal.EntryKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoryTest {
  @Test
  void an_intent_without_an_outcome_is_acting_and_then_voided() {
    Draft phase = Samples.row(EntryKind.PHASE, "p", "", "phase: p");
    Draft intent = Samples.row(EntryKind.INTENT, "p", "r", "CALL x");
    Draft voided = Samples.row(EntryKind.VOIDED, "p", "r", "outcome unknown");

    assertThat(told(phase, intent).getFirst().rungs())
        .extracting(RungView::state)
        .containsExactly(RungView.State.ACTING);
    assertThat(told(phase, intent, voided).getFirst().rungs())
        .extracting(RungView::state)
        .containsExactly(RungView.State.VOIDED);
  }

  @Test
  void a_rung_begun_again_stands_again() {
    List<PhaseView> phases =
        told(
            Samples.row(EntryKind.PHASE, "p", "", "phase: p"),
            Samples.row(EntryKind.INTENT, "p", "r", "CALL x"),
            Samples.row(EntryKind.VOIDED, "p", "r", "outcome unknown"),
            Samples.row(EntryKind.INTENT, "p", "r", "CALL x"),
            Samples.row(EntryKind.OUTCOME, "p", "r", "OK"));

    assertThat(phases.getFirst().rungs())
        .extracting(RungView::state)
        .containsExactly(RungView.State.VOIDED, RungView.State.ANSWERED);
  }

  @Test
  void after_an_answer_the_first_phase_stands_again() {
    List<PhaseView> phases =
        told(
            Samples.row(EntryKind.PHASE, "diagnose", "", "phase: diagnose"),
            Samples.row(EntryKind.GOAL_MET, "diagnose", "", "goal met"),
            Samples.row(EntryKind.PHASE, "agreed", "", "phase: agreed"),
            Samples.row(EntryKind.QUESTION, "agreed", "conflict", "which?"),
            Samples.row(EntryKind.ANSWER, "", "", "skip"),
            Samples.row(EntryKind.GOAL_MET, "diagnose", "", "goal met"));

    assertThat(phases)
        .extracting(PhaseView::name)
        .containsExactly("diagnose", "agreed", "diagnose");
    assertThat(phases).extracting(PhaseView::met).containsExactly(true, false, true);
  }

  @Test
  void a_setback_leaves_the_phase_unmet() {
    List<PhaseView> phases =
        told(
            Samples.row(EntryKind.PHASE, "replicating", "", "phase: replicating"),
            Samples.row(EntryKind.SETBACK, "replicating", "", "back to stopped: a new conflict"),
            Samples.row(EntryKind.PHASE, "stopped", "", "phase: stopped"));

    assertThat(phases.getFirst().met()).isFalse();
    assertThat(phases.getFirst().said()).contains("a new conflict");
    assertThat(phases.getLast().endedAt()).isEmpty();
  }

  @Test
  void an_effect_is_credited_only_to_the_rung_that_the_engine_names() {
    List<PhaseView> phases =
        told(
            Samples.row(EntryKind.PHASE, "p", "", "phase: p"),
            Samples.row(EntryKind.INTENT, "p", "r", "CALL x"),
            Samples.row(EntryKind.OUTCOME, "p", "r", "OK"),
            Samples.row(EntryKind.GOAL_MET, "p", "", "goal met: p, by unattributed (late)"));

    assertThat(phases.getFirst().rungs())
        .extracting(RungView::state)
        .containsExactly(RungView.State.ANSWERED);
  }

  private static List<PhaseView> told(Draft... drafts) {
    return Story.of(PlainTextTest.rows(drafts));
  }
}
