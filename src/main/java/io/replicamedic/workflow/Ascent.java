package io.replicamedic.workflow;

import io.replicamedic.journal.Draft;
import io.replicamedic.journal.EntryKind;
import io.replicamedic.obligation.Discharge;
import io.replicamedic.obligation.Obligation;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Climbs one rung: look, write the intent, act, write the outcome (law 1). Used by Tenure. */
final class Ascent<G extends Grip> {

  /** What is to be done with the held session afterwards. */
  enum After {
    /** Go on reading. */
    GO_ON,
    /** A person was asked; ownership was let go. */
    PARKED,
    /** The session is unusable: the act failed or may still be running on it. */
    SESSION_SPENT,
    /** What the rung must look at cannot be read: nothing was climbed. */
    UNREADABLE
  }

  private final Engine.Tools tools;
  private final Committing committing;
  private final Phase<G> phase;
  private final G grip;

  Ascent(Engine.Tools tools, Committing committing, Phase<G> phase, G grip) {
    this.tools = tools;
    this.committing = committing;
    this.phase = phase;
    this.grip = grip;
  }

  After climb(Workflow workflow, Reading before) {
    Rung<G> rung = phase.ladder().get(workflow.progress().rung());
    return switch (rung.prepare(new Run<>(workflow, grip))) {
      case Preparation.NotApplicable(String why) -> skip(workflow, rung, why);
      case Preparation.Ask(Question question) -> ask(workflow, rung, question);
      case Preparation.Refused(String why, Map<String, Object> detail) ->
          refuse(workflow, rung, why, detail);
      case Preparation.Unreadable(String why) -> unreadable(workflow, rung, why);
      case Preparation.Discharge(Set<String> kinds) -> discharge(workflow, rung, kinds);
      case Preparation.Ready ready -> {
        try {
          Workflow intended =
              new Intending(tools, committing).commit(workflow, intent(rung, ready), ready, before);
          yield act(intended, rung, ready);
        } catch (ClaimHeld e) {
          yield unreadable(workflow, rung, String.valueOf(e.getMessage()));
        }
      }
    };
  }

  private After unreadable(Workflow workflow, Rung<G> rung, String why) {
    Instant now = tools.clock().instant();
    Instant since = workflow.progress().unreadableSince().orElse(now);
    if (!now.isBefore(since.plus(tools.policy().unreadable()))) {
      return refuse(workflow, rung, "waited in vain: " + why, Map.of());
    }
    if (workflow.progress().unreadableSince().isEmpty()) {
      committing.commit(
          Change.of(
              workflow
                  .with(workflow.progress().unreadable(since, why))
                  .saying("unreadable: " + why),
              Telling.of(
                  EntryKind.WAITING,
                  workflow,
                  rung.name(),
                  "cannot be done yet, nothing is done meanwhile: " + why)));
    }
    return After.UNREADABLE;
  }

  // Done while the workflow goes on: a failure is tried again, then closing goes on with it.
  private After discharge(Workflow workflow, Rung<G> rung, Set<String> kinds) {
    for (Obligation owed : tools.obligations().openOf(workflow.id())) {
      if (kinds.contains(owed.kind())
          && new Discharging(tools, committing, workflow, owed).attempt()
              instanceof Discharge.NotYet(String why)) {
        Discharging.stillOwed(committing, newest(workflow), why);
        return unreadable(newest(workflow), rung, why);
      }
    }
    Workflow now = newest(workflow);
    Instant done = tools.clock().instant();
    Climb climb = new Climb(rung.name(), done, done.plus(tools.policy().waitingPoll()));
    committing.commit(
        Change.of(
            now.with(now.progress().climbed(climb)),
            Telling.of(EntryKind.OUTCOME, now, rung.name(), "nothing of that is owed any more")));
    return After.GO_ON;
  }

  private Workflow newest(Workflow mine) {
    return stillOurs(mine, new Superseded(mine.id()));
  }

  private After skip(Workflow workflow, Rung<G> rung, String why) {
    committing.commit(
        Change.of(
            workflow.with(workflow.progress().nextRung()),
            Telling.of(
                EntryKind.SKIPPED, workflow, rung.name(), rung.name() + " skipped: " + why)));
    return After.GO_ON;
  }

  // A workflow that owes an obligation never waits for a person (design.md, One idea).
  private After ask(Workflow workflow, Rung<G> rung, Question question) {
    if (!tools.obligations().openOf(workflow.id()).isEmpty()) {
      return refuse(
          workflow,
          rung,
          "a person would have to answer while something is owed: " + question.text(),
          Map.of("question", question.id()));
    }
    Workflow asking =
        workflow
            .with(workflow.progress().asking(question))
            .move(WorkflowState.Move.ASK, workflow.state())
            .saying("waiting for an answer: " + question.text());
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("question", question.id());
    detail.put("shown", question.shown());
    detail.put("options", question.options());
    detail.put("expiresAt", question.expiresAt().toString());
    Instant look = tools.clock().instant().plus(tools.policy().waitingPoll());
    committing.commit(
        Change.of(
                Ownership.letGo(asking),
                Telling.of(EntryKind.QUESTION, workflow, rung.name(), question.text(), detail))
            .waking(look));
    return After.PARKED;
  }

  private After refuse(Workflow workflow, Rung<G> rung, String why, Map<String, Object> detail) {
    Ending ending = new Ending(WorkflowState.HANDED_OVER, rung.name() + " refused: " + why);
    Workflow closing = workflow.closing(ending);
    committing.commit(
        Change.of(
            closing,
            Telling.of(EntryKind.REFUSED, workflow, rung.name(), ending.why(), detail),
            Telling.of(EntryKind.CLOSING, workflow, "", "closing as HANDED_OVER")));
    return After.GO_ON;
  }

  private Intent intent(Rung<G> rung, Preparation.Ready ready) {
    return new Intent(
        phase.name(),
        rung.name(),
        ready.statement(),
        grip.connectionId(),
        rung.fence(),
        tools.clock().instant());
  }

  private After act(Workflow intended, Rung<G> rung, Preparation.Ready ready) {
    return switch (ready.act().get()) {
      case Outcome.Answered(String summary, Map<String, Object> detail, Memory learnt) -> {
        outcome(intended, rung, ready.effectWithin(), summary, detail, learnt);
        yield After.GO_ON;
      }
      case Outcome.Prepared(String summary, Map<String, Object> detail) -> {
        Draft outcome = Telling.of(EntryKind.OUTCOME, intended, rung.name(), summary, detail);
        onNewest(intended, on -> Change.of(on.with(on.progress().prepared()), outcome));
        yield After.GO_ON;
      }
      case Outcome.Failed(String summary, Map<String, Object> detail, boolean mayHaveActed) -> {
        Duration within = mayHaveActed ? ready.effectWithin() : Duration.ZERO;
        outcome(intended, rung, within, summary, detail, Memory.EMPTY);
        yield After.SESSION_SPENT;
      }
      // The intent stays open: it is voided once its session is gone.
      case Outcome.Unknown(String summary, long connectionId) -> {
        Draft waiting =
            Telling.of(
                EntryKind.WAITING,
                intended,
                rung.name(),
                summary,
                Map.of("connectionId", connectionId));
        onNewest(
            intended,
            on ->
                Change.of(
                    on.with(on.progress().waitingFor(summary)).saying("waiting: " + summary),
                    waiting));
        yield After.SESSION_SPENT;
      }
    };
  }

  // A person may have cancelled while the act was on its way: its outcome is written all the same.
  private void outcome(
      Workflow intended,
      Rung<G> rung,
      Duration effectWithin,
      String summary,
      Map<String, Object> detail,
      Memory learnt) {
    Instant now = tools.clock().instant();
    Climb climb = new Climb(rung.name(), now, now.plus(effectWithin));
    Workflow knowing = intended.with(intended.progress().remember(learnt));
    Reading after = phase.goal().read(new Run<>(knowing, grip));
    Draft outcome =
        Telling.of(
            EntryKind.OUTCOME,
            intended,
            rung.name(),
            summary,
            Telling.with(detail, "readAfter", after.facts()));
    onNewest(
        intended, on -> Change.of(on.with(on.progress().remember(learnt).climbed(climb)), outcome));
  }

  private void onNewest(Workflow intended, Function<Workflow, Change> change) {
    Workflow on = intended;
    while (true) {
      try {
        committing.commit(change.apply(on));
        return;
      } catch (Superseded e) {
        on = stillOurs(intended, e);
      }
    }
  }

  private Workflow stillOurs(Workflow mine, Superseded superseded) {
    return tools
        .store()
        .find(mine.id())
        .filter(latest -> latest.epoch() == mine.epoch())
        .orElseThrow(() -> superseded);
  }
}
