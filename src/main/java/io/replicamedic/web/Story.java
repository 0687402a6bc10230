package io.replicamedic.web;

import io.replicamedic.journal.JournalEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/**
 * A workflow's phases and rungs, told from its journal rows alone: what the journal does not say
 * was not done. Used by {@link WorkflowView}.
 */
final class Story {
  private final List<PhaseView> phases = new ArrayList<>();

  private Story() {}

  static List<PhaseView> of(List<JournalEntry> rows) {
    Story story = new Story();
    rows.forEach(story::tell);
    return List.copyOf(story.phases);
  }

  private void tell(JournalEntry row) {
    switch (row.kind()) {
      case PHASE -> begin(row);
      case INTENT -> {
        enter(row);
        JsonNode detail = Wire.stored(row.detail());
        change(
            phase ->
                phase.with(
                    RungView.acting(
                        row.rung(), row.summary(), row.at(), facts(detail.path("readBefore")))));
      }
      case OUTCOME -> {
        Map<String, String> after = facts(Wire.stored(row.detail()).path("readAfter"));
        changeLast(row, rung -> rung.answered(row.summary(), row.at(), after));
      }
      case NO_EFFECT -> changeLast(row, rung -> rung.in(RungView.State.NO_EFFECT));
      case VOIDED -> changeLast(row, rung -> rung.in(RungView.State.VOIDED));
      case SKIPPED -> only(row, RungView.State.SKIPPED);
      case REFUSED -> only(row, RungView.State.REFUSED);
      case QUESTION -> only(row, RungView.State.ASKED);
      case GOAL_MET -> {
        enter(row);
        change(phase -> credited(phase, row.summary()).met(row.summary(), row.at()));
      }
      case SETBACK -> {
        enter(row);
        change(phase -> phase.left(row.summary(), row.at()));
      }
      case ENDED -> change(phase -> phase.ended(row.at()));
      case STARTED,
          DRY_RUN,
          TAKEN_OVER,
          NOT_CARRIED_ON,
          WAITING,
          ANSWER,
          OWED,
          DISCHARGED,
          STILL_OWED,
          ALARM_RAISED,
          ALARM_CLEARED,
          CANCEL,
          CLOSING -> {}
    }
  }

  private void begin(JournalEntry row) {
    change(phase -> phase.ended(row.at()));
    phases.add(PhaseView.begun(row.phase(), row.at()));
  }

  // After an answer everything is read again from the first phase on, which no PHASE row says.
  private void enter(JournalEntry row) {
    if (phases.isEmpty()
        || !phases.getLast().name().equals(row.phase())
        || phases.getLast().met()) {
      begin(row);
    }
  }

  private void only(JournalEntry row, RungView.State state) {
    enter(row);
    change(phase -> phase.with(RungView.only(row.rung(), state, row.summary(), row.at())));
  }

  // The engine words a met goal "goal met: <phase>, by <rung>".
  private static PhaseView credited(PhaseView phase, String summary) {
    if (phase.rungs().isEmpty()) {
      return phase;
    }
    RungView last = phase.rungs().getLast();
    return last.state() == RungView.State.ANSWERED && summary.endsWith(", by " + last.name())
        ? phase.withLast(last.in(RungView.State.EFFECTIVE))
        : phase;
  }

  private void changeLast(JournalEntry row, UnaryOperator<RungView> change) {
    change(
        phase ->
            phase.rungs().isEmpty() || !phase.rungs().getLast().name().equals(row.rung())
                ? phase
                : phase.withLast(change.apply(phase.rungs().getLast())));
  }

  private void change(UnaryOperator<PhaseView> change) {
    if (!phases.isEmpty()) {
      phases.set(phases.size() - 1, change.apply(phases.getLast()));
    }
  }

  private static Map<String, String> facts(JsonNode node) {
    Map<String, String> facts = new LinkedHashMap<>();
    node.properties()
        .forEach(
            each ->
                facts.put(
                    each.getKey(),
                    each.getValue().isString()
                        ? each.getValue().stringValue()
                        : each.getValue().toString()));
    return facts;
  }
}
