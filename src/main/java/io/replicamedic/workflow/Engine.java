package io.replicamedic.workflow;

import io.replicamedic.journal.Draft;
import io.replicamedic.journal.EntryKind;
import io.replicamedic.obligation.Discharger;
import io.replicamedic.obligation.Obligations;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Carries workflows on, and is the only writer of a running one. Called by the scheduler, on any
 * instance and at any time: it takes ownership first, and what it finds it reads again.
 */
public final class Engine {
  /** Actor of the engine's own journal rows. */
  public static final String SELF = "replica-medic";

  private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

  private final Tools tools;
  private final Playbooks playbooks;
  private final NotCarriedOn notCarriedOn;
  private volatile boolean leaving;

  /**
   * What every tenure needs.
   *
   * @param allowed whether remediation is switched on
   */
  record Tools(
      WorkflowStore store,
      Obligations obligations,
      Map<String, Discharger> dischargers,
      Policy policy,
      Clock clock,
      Signals signals,
      BooleanSupplier allowed) {}

  /** Wired once; what it knows of workflows is in the store only. */
  public Engine(
      WorkflowStore store,
      Obligations obligations,
      Playbooks playbooks,
      List<Discharger> dischargers,
      Policy policy,
      Clock clock,
      Signals signals,
      BooleanSupplier allowed) {
    this.playbooks = playbooks;
    this.notCarriedOn = new NotCarriedOn(store);
    this.tools =
        new Tools(
            store,
            obligations,
            dischargers.stream()
                .collect(Collectors.toUnmodifiableMap(Discharger::kind, Function.identity())),
            policy,
            clock,
            signals,
            allowed);
  }

  /**
   * Takes the workflow over and carries it on until it ends, parks, or is taken by another. One
   * that this version cannot carry on is left as it is: the sweeper of a version that can, or this
   * one's after it was repaired, schedules it again.
   *
   * @param scheduledBy version whose commit scheduled this task; a task that a later one has
   *     replaced does nothing
   */
  public void carryOn(String workflowId, long scheduledBy) {
    try (var ignored = MDC.putCloseable("workflow", workflowId)) {
      takeOver(workflowId, scheduledBy)
          .ifPresent(taken -> drive(playbooks.named(taken.order().playbook()), taken));
    } catch (WorkflowDamaged e) {
      notCarriedOn.say(e);
    }
  }

  /** The instance is shutting down: every workflow is let go after its current step. */
  public void leave() {
    leaving = true;
    tools.signals().signal();
  }

  private <G extends Grip> void drive(Playbook<G> playbook, Workflow taken) {
    try (Tenure<G> tenure = new Tenure<>(tools, playbook, taken)) {
      boolean more = true;
      while (more) {
        try {
          more = tenure.step();
          if (more && leaving) {
            tenure.letGo();
            more = false;
          }
        } catch (Superseded e) {
          // A person's answer or cancel came between reading and writing: look again.
          more = true;
        } catch (WorkflowDamaged e) {
          // Whatever did that: nothing is written over it.
          throw e;
        } catch (RuntimeException e) {
          // A defect of ours, or a store that fails: said aloud, and tried again from the start.
          LOG.error("a step failed", e);
          tenure.stumble(e);
          more = false;
        }
      }
    }
  }

  private Optional<Workflow> takeOver(String workflowId, long scheduledBy) {
    while (true) {
      Optional<Workflow> found = tools.store().find(workflowId);
      if (found.isEmpty() || found.get().state().ended()) {
        return Optional.empty();
      }
      Workflow workflow = found.get();
      if (scheduledBy < workflow.progress().scheduled()) {
        return Optional.empty();
      }
      String playbook = workflow.order().playbook();
      if (playbooks.find(playbook).isEmpty()) {
        notCarriedOn.say(workflowId, Playbooks.unknown(playbook));
        return Optional.empty();
      }
      try {
        return Optional.of(tools.store().commit(taking(workflow)));
      } catch (Superseded e) {
        continue;
      }
    }
  }

  private static Change taking(Workflow workflow) {
    if (!Ownership.owned(workflow)) {
      return Change.of(Ownership.taken(workflow));
    }
    Draft takenOver =
        new Draft(
            EntryKind.TAKEN_OVER,
            SELF,
            workflow.phaseName(),
            "",
            "taken over: the instance before did not let go (it stopped, or stands still)",
            Map.of("epoch", workflow.epoch()));
    return Change.of(Ownership.taken(workflow), takenOver);
  }
}
