package io.replicamedic.workflow;

import io.replicamedic.obligation.Discharge;
import io.replicamedic.obligation.Obligation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One instance's ownership of one workflow, from taking it to letting go. Each step reads, decides
 * and performs one thing; used by the Engine only.
 */
final class Tenure<G extends Grip> implements AutoCloseable {
  private final Engine.Tools tools;
  private final Playbook<G> playbook;
  private final Hold<G> hold;
  private final long epoch;
  private Workflow workflow;

  Tenure(Engine.Tools tools, Playbook<G> playbook, Workflow taken) {
    this.tools = tools;
    this.playbook = playbook;
    this.workflow = taken;
    this.epoch = taken.epoch();
    this.hold = new Hold<>(tools.store(), playbook, epoch);
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

  /** Shutting down: another instance, or this one after its restart, carries on at once. */
  void letGo() {
    park(Change.of(workflow).waking(tools.clock().instant()));
  }

  /** A step failed for a reason that nobody foresaw: lets go, and is tried again a little later. */
  void stumble(RuntimeException failure) {
    String why = "a step failed and is tried again: " + failure;
    // What it owes may be what cannot be read.
    Turn turn = new Turn(workflow, List.of(), tools.clock().instant());
    Change change = progress().note().equals(why) ? Change.of(workflow) : turn.waitFor(why);
    park(change.waking(tools.clock().instant().plus(tools.policy().waitingPoll())));
  }

  private boolean running() {
    if (!tools.allowed().getAsBoolean()) {
      return close(WorkflowState.HANDED_OVER, "remediation was switched off meanwhile", Map.of());
    }
    Grasp<G> grasp = hold();
    if (grasp instanceof Grasp.NotYours) {
      return false;
    }
    if (grasp instanceof Grasp.Held<G>(G held)) {
      return progress().intent().isPresent() ? voidIntent() : readAndDecide(held);
    }
    // An intent may be open: closing voids it, and meanwhile gives back what needs no target.
    return grasp instanceof Grasp.Unreachable<G>(String why)
        ? decide(Optional.empty(), new Reading.Unreadable(why))
        : pause();
  }

  private boolean readAndDecide(G held) {
    Run<G> run = new Run<>(workflow, held);
    Optional<Reading> purpose =
        ours() ? Optional.empty() : Optional.of(playbook.purpose().read(run));
    return decide(purpose, phase().goal().read(run));
  }

  // From here on what is read is our own work: the last goal judges it, not the purpose.
  private boolean ours() {
    return progress().irreversible() || progress().phase() == playbook.phases().size() - 1;
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
    if (progress().unreadableSince().isPresent()
        && !(decision instanceof Decision.AwaitReadable)
        && !(decision instanceof Decision.ClimbNext)) {
      commit(Change.of(workflow.with(progress().readable())));
    }
    return switch (decision) {
      case Decision.Finish(Ending ending) -> finish(ending, purpose, goal);
      case Decision.Advance() -> advance(goal);
      case Decision.ClimbNext() -> climb(goal);
      case Decision.Await(Instant deadline) -> await(deadline, goal);
      case Decision.Watch() -> pause();
      case Decision.Return back -> commit(turn().goBack(indexOf(back.phase()), back, goal));
      case Decision.AwaitReadable unreadable -> awaitReadable(unreadable);
    };
  }

  private boolean finish(Ending ending, Optional<Reading> purpose, Reading goal) {
    if (ending.end() == WorkflowState.SUCCEEDED) {
      return commit(turn().succeed(ending, goal));
    }
    Reading decisive = purpose.filter(Reading.Met.class::isInstance).orElse(goal);
    return commit(turn().close(ending, decisive.facts()));
  }

  private boolean advance(Reading goal) {
    int next = progress().phase() + 1;
    return commit(turn().advance(next, playbook.phases().get(next).name(), goal));
  }

  private boolean climb(Reading before) {
    progress().climb().ifPresent(last -> commit(turn().noEffect(last, before)));
    if (!(hold.take(workflow) instanceof Grasp.Held<G>(G held))) {
      return true;
    }
    return switch (new Ascent<>(tools, this::stored, phase(), held).climb(workflow, before)) {
      case GO_ON -> true;
      case SESSION_SPENT -> {
        hold.drop();
        yield true;
      }
      case UNREADABLE -> {
        hold.drop();
        yield pause();
      }
      case PARKED -> {
        hold.drop();
        yield false;
      }
    };
  }

  private boolean await(Instant deadline, Reading goal) {
    Climb climb = progress().climb().orElseThrow();
    Optional<String> inVain = inVain(climb);
    if (inVain.isPresent()) {
      return commit(turn().inVain(climb, inVain.get(), goal));
    }
    if (!climb.deadline().equals(deadline)) {
      Climb extended = new Climb(climb.rung(), climb.since(), deadline);
      commit(Change.of(workflow.with(progress().await(extended))));
    }
    return pause();
  }

  private Optional<String> inVain(Climb climb) {
    return hold.take(workflow) instanceof Grasp.Held<G>(G held)
        ? phase().ladder().stream()
            .filter(rung -> rung.name().equals(climb.rung()))
            .findFirst()
            .flatMap(rung -> rung.inVain(new Run<>(workflow, held)))
        : Optional.empty();
  }

  // The session may be what is broken: the next look starts again at connect.
  private boolean awaitReadable(Decision.AwaitReadable decision) {
    hold.drop();
    if (progress().unreadableSince().isEmpty()) {
      commit(turn().unreadable(decision));
    }
    return pause();
  }

  private boolean voidIntent() {
    Intent intent = progress().intent().orElseThrow();
    return commit(turn().voidIntent(intent, tools.policy().attempts()));
  }

  private boolean waiting() {
    Question question = progress().question().orElseThrow();
    Instant now = tools.clock().instant();
    if (!now.isBefore(question.expiresAt())) {
      return close(WorkflowState.EXPIRED, "nobody answered " + question.id(), Map.of());
    }
    if (!ours() && hold() instanceof Grasp.Held<G>(G held)) {
      Reading purpose = playbook.purpose().read(new Run<>(workflow, held));
      if (purpose instanceof Reading.Met(Map<String, String> facts)) {
        return close(WorkflowState.RECOVERED, Decider.RECOVERED, facts);
      }
      if (purpose instanceof Reading.NotMet(Map<String, String> _, boolean progressing)
          && progressing) {
        // It may be healing right now: the next readings tell, on the same session.
        return pause();
      }
    }
    Instant next = now.plus(tools.policy().waitingPoll());
    return park(
        Change.of(workflow)
            .waking(next.isBefore(question.expiresAt()) ? next : question.expiresAt()));
  }

  // Ending is deciding too: an intent without a known outcome is first made impossible.
  private boolean closing() {
    List<Obligation> owed = tools.obligations().openOf(workflow.id());
    if (progress().intent().isPresent()) {
      return switch (hold.take(workflow)) {
        case Grasp.NotYours<G>() -> false;
        case Grasp.Held<G> _ -> voidIntent();
        case Grasp.Busy<G>(String why) -> dischargeMeanwhile(owed, why);
        case Grasp.Unreachable<G>(String why) -> dischargeMeanwhile(owed, why);
      };
    }
    if (owed.isEmpty()) {
      return park(turn().end());
    }
    hold.drop();
    return discharge(Discharging.inOrder(tools, owed));
  }

  // The target cannot be held: what does not need it is given back, and nothing ends. One of the
  // two is said at a time: each would take the other's note away, and be told at every look.
  private boolean dischargeMeanwhile(List<Obligation> owed, String why) {
    List<Obligation> free = Discharging.withoutTarget(tools, owed);
    if (!free.isEmpty()) {
      return discharge(free);
    }
    waitFor(why);
    return pause();
  }

  // One that cannot be discharged yet keeps nobody from the next.
  private boolean discharge(List<Obligation> owed) {
    List<String> still = new ArrayList<>();
    for (Obligation each : owed) {
      if (new Discharging(tools, this::stored, workflow, each).attempt()
          instanceof Discharge.NotYet(String why)) {
        still.add(why);
      }
    }
    if (still.isEmpty()) {
      return true;
    }
    Discharging.stillOwed(this::stored, workflow, String.join("; ", still));
    return pause(tools.policy().waitingPoll());
  }

  private boolean close(WorkflowState end, String why, Map<String, String> facts) {
    return commit(turn().close(new Ending(end, why), facts));
  }

  private Grasp<G> hold() {
    Grasp<G> grasp = hold.take(workflow);
    if (grasp instanceof Grasp.Busy<G>(String why)) {
      waitFor(why);
    }
    return grasp;
  }

  private void waitFor(String why) {
    if (workflow.state() != WorkflowState.WAITING && !progress().note().equals(why)) {
      commit(turn().waitFor(why));
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
    hold.drop();
    commit(
        new Change(
            Ownership.letGo(change.workflow()),
            change.entries(),
            change.obligations(),
            change.wakeAt()));
    return false;
  }

  private boolean pause() {
    return pause(tools.policy().poll());
  }

  private boolean pause(Duration atMost) {
    tools.signals().await(tools.signals().seen(), atMost);
    return true;
  }

  private Turn turn() {
    return new Turn(workflow, tools.obligations().openOf(workflow.id()), tools.clock().instant());
  }

  private Progress progress() {
    return workflow.progress();
  }

  private Phase<G> phase() {
    return playbook.phases().get(progress().phase());
  }

  private int indexOf(String phaseName) {
    return playbook.phases().stream().map(Phase::name).toList().indexOf(phaseName);
  }

  @Override
  public void close() {
    hold.drop();
  }
}
