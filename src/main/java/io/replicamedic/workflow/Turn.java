package io.replicamedic.workflow;

import io.replicamedic.journal.Draft;
import io.replicamedic.journal.EntryKind;
import io.replicamedic.obligation.Obligation;
import io.replicamedic.obligation.ObligationState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What each decision does to the record and what the journal says of it; pure, used by Tenure.
 *
 * @param owed what the workflow owes right now
 */
record Turn(Workflow workflow, List<Obligation> owed, Instant now) {

  /** The last goal is met: what its phase settles is owed no longer, and it closes. */
  Change succeed(Ending ending, Reading goal) {
    Workflow closing = workflow.closing(ending);
    return new Change(closing, met(goal), settled(), Optional.empty());
  }

  /** The goal is met: on to the next phase. */
  Change advance(int next, String name, Reading goal) {
    Workflow onwards = workflow.with(workflow.progress().enter(next)).in(name).saying(name);
    List<Draft> entries = met(goal);
    entries.add(Telling.of(EntryKind.PHASE, onwards, "", "phase: " + name));
    return new Change(onwards, entries, settled(), Optional.empty());
  }

  /** The rung climbed last had its time. */
  Change noEffect(Climb last, Reading reading) {
    return Change.of(
        workflow.with(workflow.progress().withoutEffect()),
        Telling.of(
            EntryKind.NO_EFFECT,
            workflow,
            last.rung(),
            last.rung() + " had no effect in time: the goal still reads not met",
            reading.facts()));
  }

  /** Its effect is not waited for any longer: the next rung is climbed. */
  Change inVain(Climb last, String why, Reading reading) {
    return Change.of(
        workflow.with(workflow.progress().await(new Climb(last.rung(), last.since(), now))),
        Telling.of(
            EntryKind.WAITING,
            workflow,
            last.rung(),
            "not waited for any longer: " + why,
            reading.facts()));
  }

  /** The one backward edge. */
  Change goBack(int index, Decision.Return back, Reading reading) {
    Workflow there =
        workflow
            .with(workflow.progress().back(index, back.learnt()))
            .in(back.phase())
            .saying(back.phase());
    return Change.of(
        there,
        Telling.of(
            EntryKind.SETBACK,
            workflow,
            "",
            "back to " + back.phase() + ": " + back.why(),
            reading.facts()),
        Telling.of(EntryKind.PHASE, there, "", "phase: " + back.phase()));
  }

  /** The goal became unreadable. */
  Change unreadable(Decision.AwaitReadable decision) {
    return Change.of(
        workflow
            .with(workflow.progress().unreadable(decision.since(), decision.why()))
            .saying("unreadable: " + decision.why()),
        Telling.of(
            EntryKind.WAITING,
            workflow,
            "",
            "unreadable, nothing is done meanwhile: " + decision.why()));
  }

  /** It waits for something of the world's. */
  Change waitFor(String why) {
    return Change.of(
        workflow.with(workflow.progress().waitingFor(why)).saying("waiting: " + why),
        Telling.of(EntryKind.WAITING, workflow, "", "waiting, nothing is done meanwhile: " + why));
  }

  /** An intent of which nobody knows the outcome cannot happen any more. */
  Change voidIntent(Intent intent, int mostAttempts) {
    return Change.of(
        workflow.with(workflow.progress().voided(mostAttempts)),
        Telling.of(
            EntryKind.VOIDED,
            workflow,
            intent.rung(),
            "outcome unknown of " + intent.statement() + voided(intent),
            Map.of("connectionId", intent.connectionId())));
  }

  private static String voided(Intent intent) {
    return switch (intent.fence()) {
      case SESSION ->
          "; its session "
              + intent.connectionId()
              + " is gone, it cannot act any more: reading what it left";
      case RULE_ID ->
          "; it may still arrive: what it adds is marked, what it revokes it names by id; both are"
              + " found and undone before anything is closed: reading what it left";
      case SAME_AGAIN ->
          "; it may still arrive, says the same then, and is refused some minutes after it was"
              + " decided: reading what it left";
    };
  }

  /** No more rungs. */
  Change close(Ending ending, Map<String, String> facts) {
    Workflow closing = workflow.closing(ending);
    return Change.of(
        closing,
        Telling.of(
            EntryKind.CLOSING,
            workflow,
            "",
            "closing as " + ending.end() + ": " + ending.why(),
            facts));
  }

  /** Nothing is owed: the end. */
  Change end() {
    Ending ending = workflow.progress().ending().orElseThrow();
    Workflow ended = workflow.move(WorkflowState.Move.END, ending.end()).saying(ending.why());
    return Change.of(
        ended, Telling.of(EntryKind.ENDED, ended, "", ending.end() + ": " + ending.why()));
  }

  // An effect is credited to the rung climbed last if it came in that rung's time.
  private List<Draft> met(Reading goal) {
    String rung =
        workflow
            .progress()
            .climb()
            .map(climb -> now.isAfter(climb.deadline()) ? "unattributed (late)" : climb.rung())
            .orElse("nothing: it was so already");
    List<Draft> entries = new ArrayList<>();
    entries.add(
        Telling.of(
            EntryKind.GOAL_MET,
            workflow,
            "",
            "goal met: " + workflow.phaseName() + ", by " + rung,
            goal.facts()));
    for (Obligation obligation : settled()) {
      entries.add(
          Telling.of(
              EntryKind.DISCHARGED, workflow, "", "no longer owed: " + obligation.summary()));
    }
    return entries;
  }

  private List<Obligation> settled() {
    String phase = workflow.phaseName();
    return owed.stream()
        .filter(obligation -> obligation.metBy().equals(phase))
        .map(obligation -> obligation.in(ObligationState.CLOSED, "goal met: " + phase))
        .toList();
  }
}
