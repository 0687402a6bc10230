package io.replicamedic.workflow;

import io.replicamedic.journal.EntryKind;
import io.replicamedic.obligation.Obligation;
import io.replicamedic.obligation.Obligations;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes sure that nothing is forgotten: every unended workflow has a task, and an overdue
 * obligation's workflow closes, whatever it was doing. Runs on any instance, again and again.
 */
public final class Sweeper {
  private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);

  private final WorkflowStore store;
  private final Obligations obligations;
  private final Clock clock;
  private final Signals signals;

  /** Wired once. */
  public Sweeper(WorkflowStore store, Obligations obligations, Clock clock, Signals signals) {
    this.store = store;
    this.obligations = obligations;
    this.clock = clock;
    this.signals = signals;
  }

  /** One round. */
  public void sweep() {
    for (Workflow workflow : store.unended()) {
      if (store.ensureScheduled(workflow.id(), clock.instant())) {
        LOG.warn("workflow {} had no task: scheduled", workflow.id());
      }
    }
    for (Obligation overdue : obligations.overdue(clock.instant())) {
      store.find(overdue.workflowId()).ifPresent(workflow -> close(workflow, overdue));
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
}
