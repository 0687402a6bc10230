package io.replicamedic.workflow;

import io.replicamedic.journal.Draft;
import io.replicamedic.journal.EntryKind;
import io.replicamedic.obligation.Obligation;
import io.replicamedic.obligation.ObligationState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One instance's ownership of one workflow, from taking it to letting go. Each step reads, decides
 * and performs one thing; used by the Engine only.
 */
final class Tenure<G extends Grip> implements AutoCloseable {
  private final Engine.Tools tools;
  private final Playbook<G> playbook;
  private final long epoch;
  private Workflow workflow;
  private @Nullable G grip;

  Tenure(Engine.Tools tools, Playbook<G> playbook, Workflow taken) {
    this.tools = tools;
    this.playbook = playbook;
    this.workflow = taken;
    this.epoch = taken.epoch();
  }

  /** One step; false when this instance is done with the workflow for now. */
  boolean step() {
    Optional<Workflow> now = tools.store().find(workflow.id());
    if (now.isEmpty() || now.get().epoch() != epoch) {
      return false;
    }
    workflow = now.get();
    return switch (workflow.state()) {
      case RUNNING -> running();
      case WAITING -> waiting();
      case CLOSING -> closing();
      case SUCCEEDED, RECOVERED, NOTHING_TO_DO, HANDED_OVER, CANCELLED, REJECTED, EXPIRED -> false;
    };
  }

  private boolean running() {
    if (!tools.allowed().getAsBoolean()) {
      return close(new Ending(WorkflowState.HANDED_OVER, "remediation was switched off meanwhile"));
    }
    Grasp<G> grasp = hold();
    if (grasp instanceof Grasp.NotYours) {
      return false;
    }
    if (grasp instanceof Grasp.Held<G>(G held)) {
      return progress().intent().isPresent() ? voidIntent() : readAndDecide(held);
    }
    if (grasp instanceof Grasp.Unreachable<G>(String why) && progress().intent().isEmpty()) {
      return decide(Optional.empty(), new Reading.Unreadable(why));
    }
    return pause();
  }

  private boolean readAndDecide(G held) {
    Run<G> run = new Run<>(workflow, held);
    Optional<Reading> purpose =
        progress().irreversible() ? Optional.empty() : Optional.of(playbook.purpose().read(run));
    return decide(purpose, phase().goal().read(run));
  }

  private boolean decide(Optional<Reading> purpose, Reading goal) {
    Decision decision =
        Decider.decide(
            new Decider.Situation(
                progress(),
                playbook.phases().size(),
                phase().ladder().size(),
                purpose,
                goal,
                tools.clock().instant(),
                tools.policy()));
    if (progress().unreadableSince().isPresent() && !(decision instanceof Decision.AwaitReadable)) {
      commit(Change.of(workflow.with(progress().readable())));
    }
    return switch (decision) {
      case Decision.Finish(Ending ending) -> finish(ending, purpose, goal);
      case Decision.Advance() -> advance(goal);
      case Decision.ClimbNext() -> climb(goal);
      case Decision.Await(Instant deadline) -> await(deadline);
      case Decision.Watch() -> pause();
      case Decision.Return(String to, String why, Memory learnt) -> goBack(to, why, learnt, goal);
      case Decision.AwaitReadable(Instant since, String why) -> awaitReadable(since, why);
    };
  }

  private boolean finish(Ending ending, Optional<Reading> purpose, Reading goal) {
    boolean byPurpose = purpose.isPresent() && purpose.get() instanceof Reading.Met;
    Map<String, String> facts = byPurpose ? purpose.get().facts() : goal.facts();
    if (ending.end() != WorkflowState.SUCCEEDED) {
      return close(ending, facts);
    }
    Workflow closing =
        workflow.with(progress().closing(ending)).move(WorkflowState.Move.CLOSE, ending.end());
    return commit(
        new Change(
            closing.saying(ending.why()),
            met(goal),
            closedBy(workflow.phaseName()),
            Optional.empty()));
  }

  private boolean advance(Reading goal) {
    int next = progress().phase() + 1;
    String name = playbook.phases().get(next).name();
    Workflow onwards = workflow.with(progress().enter(next)).in(name).saying(name);
    List<Draft> entries = met(goal);
    entries.add(Telling.of(EntryKind.PHASE, onwards, "", "phase: " + name));
    return commit(new Change(onwards, entries, closedBy(workflow.phaseName()), Optional.empty()));
  }

  // An effect is credited to the rung climbed last if it came in that rung's time.
  private List<Draft> met(Reading goal) {
    String rung =
        progress()
            .climb()
            .map(
                climb ->
                    tools.clock().instant().isAfter(climb.deadline())
                        ? "unattributed (late)"
                        : climb.rung())
            .orElse("nothing: it was so already");
    List<Draft> entries = new ArrayList<>();
    entries.add(
        Telling.of(
            EntryKind.GOAL_MET,
            workflow,
            "",
            "goal met: " + workflow.phaseName() + ", by " + rung,
            goal.facts()));
    for (Obligation owed : closedBy(workflow.phaseName())) {
      entries.add(
          Telling.of(EntryKind.DISCHARGED, workflow, "", "no longer owed: " + owed.summary()));
    }
    return entries;
  }

  private List<Obligation> closedBy(String phase) {
    return tools.obligations().openOf(workflow.id()).stream()
        .filter(owed -> owed.metBy().equals(phase))
        .map(owed -> owed.in(ObligationState.CLOSED, "goal met: " + phase))
        .toList();
  }

  private boolean climb(Reading before) {
    G held = Objects.requireNonNull(grip, "a rung is climbed on a held target only");
    progress().climb().ifPresent(last -> noEffect(last, before));
    return switch (new Ascent<>(tools, this::stored, phase(), held).climb(workflow, before)) {
      case GO_ON -> true;
      case SESSION_SPENT -> {
        dropGrip();
        yield true;
      }
      case PARKED -> {
        dropGrip();
        yield false;
      }
    };
  }

  private void noEffect(Climb last, Reading reading) {
    commit(
        Change.of(
            workflow.with(progress().withoutEffect()),
            Telling.of(
                EntryKind.NO_EFFECT,
                workflow,
                last.rung(),
                last.rung() + " had no effect in time: the goal still reads not met",
                reading.facts())));
  }

  private boolean await(Instant deadline) {
    Climb climb = progress().climb().orElseThrow();
    if (!climb.deadline().equals(deadline)) {
      commit(
          Change.of(
              workflow.with(progress().await(new Climb(climb.rung(), climb.since(), deadline)))));
    }
    return pause();
  }

  private boolean goBack(String to, String why, Memory learnt, Reading reading) {
    int index = playbook.phases().stream().map(Phase::name).toList().indexOf(to);
    Workflow back = workflow.with(progress().back(index, learnt)).in(to).saying(to);
    return commit(
        Change.of(
            back,
            Telling.of(
                EntryKind.SETBACK, workflow, "", "back to " + to + ": " + why, reading.facts()),
            Telling.of(EntryKind.PHASE, back, "", "phase: " + to)));
  }

  private boolean awaitReadable(Instant since, String why) {
    dropGrip();
    if (progress().unreadableSince().isEmpty()) {
      commit(
          Change.of(
              workflow.with(progress().unreadable(since, why)).saying("unreadable: " + why),
              Telling.of(
                  EntryKind.WAITING,
                  workflow,
                  "",
                  "unreadable, nothing is done meanwhile: " + why)));
    }
    return pause();
  }

  private boolean voidIntent() {
    Intent intent = progress().intent().orElseThrow();
    return commit(
        Change.of(
            workflow.with(progress().voided(tools.policy().attempts())),
            Telling.of(
                EntryKind.VOIDED,
                workflow,
                intent.rung(),
                "outcome unknown of "
                    + intent.statement()
                    + "; its session "
                    + intent.connectionId()
                    + " is gone, it cannot act any more: reading what it left",
                Map.of("connectionId", intent.connectionId()))));
  }

  private boolean waiting() {
    Question question = progress().question().orElseThrow();
    if (!tools.clock().instant().isBefore(question.expiresAt())) {
      return close(new Ending(WorkflowState.EXPIRED, "nobody answered " + question.id()));
    }
    if (hold() instanceof Grasp.Held<G>(G held)) {
      Reading purpose = playbook.purpose().read(new Run<>(workflow, held));
      if (purpose instanceof Reading.Met) {
        return close(
            new Ending(
                WorkflowState.RECOVERED, "it replicates again without us: nothing was reset"),
            purpose.facts());
      }
      if (purpose instanceof Reading.NotMet(Map<String, String> _, boolean progressing)
          && progressing) {
        // It may be healing right now: the next readings tell, on the same session.
        return pause();
      }
    }
    Instant next = tools.clock().instant().plus(tools.policy().waitingPoll());
    return park(
        Change.of(workflow)
            .waking(next.isBefore(question.expiresAt()) ? next : question.expiresAt()));
  }

  private boolean closing() {
    if (progress().intent().isPresent()) {
      Grasp<G> grasp = hold();
      return grasp instanceof Grasp.Held
          ? voidIntent()
          : !(grasp instanceof Grasp.NotYours) && pause();
    }
    List<Obligation> owed = tools.obligations().openOf(workflow.id());
    if (!owed.isEmpty()) {
      dropGrip();
      return new Closing(tools, this::stored, workflow).discharge(owed.getFirst()) || pause();
    }
    Ending ending = progress().ending().orElseThrow();
    Workflow ended = workflow.move(WorkflowState.Move.END, ending.end()).saying(ending.why());
    return park(
        Change.of(
            ended, Telling.of(EntryKind.ENDED, ended, "", ending.end() + ": " + ending.why())));
  }

  private boolean close(Ending ending) {
    return close(ending, Map.of());
  }

  private boolean close(Ending ending, Map<String, String> facts) {
    Workflow closing =
        workflow.with(progress().closing(ending)).move(WorkflowState.Move.CLOSE, ending.end());
    return commit(
        Change.of(
            closing.saying(ending.why()),
            Telling.of(
                EntryKind.CLOSING,
                workflow,
                "",
                "closing as " + ending.end() + ": " + ending.why(),
                facts)));
  }

  // Takes the target's lock before anything else is looked at (design.md, Zombies 9-11).
  private Grasp<G> hold() {
    if (grip != null) {
      return new Grasp.Held<>(grip);
    }
    Grasp<G> grasp = playbook.seize(workflow.order(), this::rightful);
    return switch (grasp) {
      case Grasp.Held<G>(G held) -> settled(held);
      case Grasp.Busy<G>(String why) -> {
        waitFor(why);
        yield grasp;
      }
      case Grasp.Unreachable<G>(String why) -> {
        if (progress().intent().isPresent()) {
          waitFor(why);
        }
        yield grasp;
      }
      case Grasp.NotYours<G>() -> grasp;
    };
  }

  private Grasp<G> settled(G held) {
    if (!rightful()) {
      held.close();
      return new Grasp.NotYours<>();
    }
    Optional<Intent> intent = progress().intent();
    if (intent.isPresent() && held.alive(intent.get().connectionId())) {
      held.close();
      String why =
          "session " + intent.get().connectionId() + " still runs " + intent.get().statement();
      waitFor(why);
      return new Grasp.Busy<>(why);
    }
    grip = held;
    return new Grasp.Held<>(held);
  }

  private boolean rightful() {
    return tools.store().epoch(workflow.id()) == epoch;
  }

  private void waitFor(String why) {
    if (workflow.state() != WorkflowState.WAITING && !progress().note().equals(why)) {
      commit(
          Change.of(
              workflow.with(progress().waitingFor(why)).saying("waiting: " + why),
              Telling.of(
                  EntryKind.WAITING, workflow, "", "waiting, nothing is done meanwhile: " + why)));
    }
  }

  private boolean commit(Change change) {
    stored(change);
    return true;
  }

  private Workflow stored(Change change) {
    workflow = tools.store().commit(change);
    tools.signals().signal();
    return workflow;
  }

  private boolean park(Change change) {
    dropGrip();
    commit(
        new Change(
            Ownership.letGo(change.workflow()),
            change.entries(),
            change.obligations(),
            change.wakeAt()));
    return false;
  }

  /** Shutting down: another instance, or this one after its restart, carries on at once. */
  void letGo() {
    park(Change.of(workflow).waking(tools.clock().instant()));
  }

  private boolean pause() {
    tools.signals().await(tools.signals().seen(), tools.policy().poll());
    return true;
  }

  private Progress progress() {
    return workflow.progress();
  }

  private Phase<G> phase() {
    return playbook.phases().get(progress().phase());
  }

  private void dropGrip() {
    if (grip != null) {
      grip.close();
      grip = null;
    }
  }

  @Override
  public void close() {
    dropGrip();
  }
}
