package io.replicamedic.workflow;

import io.replicamedic.journal.EntryKind;
import io.replicamedic.obligation.Grace;
import io.replicamedic.obligation.Obligation;
import io.replicamedic.obligation.Obligations;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes sure that nothing is forgotten. Every unended workflow that this version can carry on has a
 * task; at its deadline an obligation's workflow closes, whatever it was doing; and an obligation
 * that is still owed a little later is discharged apart from its workflow. Runs on any instance,
 * again and again; nothing that fails for one keeps the others from their turn.
 */
public final class Sweeper {
  private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);

  private final WorkflowStore store;
  private final Obligations obligations;
  private final Playbooks playbooks;
  private final Orphans orphans;
  private final Grace grace;
  private final Executor aside;
  private final Clock clock;
  private final Signals signals;
  private final NotCarriedOn notCarriedOn;

  /**
   * Wired once.
   *
   * @param grace so long a living workflow's own closing goes first
   * @param aside runs discharges, so that a slow one keeps nothing waiting
   */
  public Sweeper(
      WorkflowStore store,
      Obligations obligations,
      Playbooks playbooks,
      Orphans orphans,
      Grace grace,
      Executor aside,
      Clock clock,
      Signals signals) {
    this.store = store;
    this.obligations = obligations;
    this.playbooks = playbooks;
    this.orphans = orphans;
    this.grace = grace;
    this.aside = aside;
    this.clock = clock;
    this.signals = signals;
    this.notCarriedOn = new NotCarriedOn(store);
  }

  /** One round. */
  public void sweep() {
    guarded("what is overdue", this::overdue);
    guarded("what is unended", this::unended);
  }

  private void overdue() {
    Instant now = clock.instant();
    for (Obligation overdue : obligations.overdue(now)) {
      guarded("workflow " + overdue.workflowId(), () -> close(overdue));
      if (grace.isOver(overdue, now)) {
        aside.execute(() -> orphans.discharge(overdue.id()));
      }
    }
  }

  private void unended() {
    WorkflowStore.Listing unended = store.unended();
    for (DamagedWorkflow damaged : unended.damaged()) {
      guarded("workflow " + damaged.id(), () -> notCarriedOn.say(damaged.damage()));
    }
    for (Workflow workflow : unended.workflows()) {
      guarded("workflow " + workflow.id(), () -> schedule(workflow));
    }
  }

  // One that only another version knows is scheduled by that version's sweeper.
  private void schedule(Workflow workflow) {
    String playbook = workflow.order().playbook();
    if (playbooks.find(playbook).isEmpty()) {
      notCarriedOn.say(workflow.id(), Playbooks.unknown(playbook));
    } else if (store.ensureScheduled(workflow.id(), clock.instant())) {
      LOG.warn("workflow {} had no task: scheduled", workflow.id());
    }
  }

  private void close(Obligation overdue) {
    try {
      store.find(overdue.workflowId()).ifPresent(workflow -> close(workflow, overdue));
    } catch (WorkflowDamaged e) {
      LOG.debug("{}: discharged apart from it", e.getMessage());
    }
  }

  private void close(Workflow workflow, Obligation overdue) {
    if (workflow.state() == WorkflowState.CLOSING || workflow.state().ended()) {
      return;
    }
    Ending ending = new Ending(WorkflowState.HANDED_OVER, "overdue: " + overdue.summary());
    Workflow closing = workflow.closing(ending);
    try {
      store.commit(
          Change.of(closing, Telling.of(EntryKind.CLOSING, workflow, "sweeper", ending.why()))
              .waking(clock.instant()));
      signals.signal();
    } catch (Superseded e) {
      LOG.info("workflow {} moved on by itself: looked at again next time", workflow.id());
    }
  }

  private static void guarded(String what, Runnable part) {
    try {
      part.run();
    } catch (RuntimeException e) {
      LOG.error("the sweep failed at {}; it is tried again at the next", what, e);
    }
  }
}
