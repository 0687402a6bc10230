package io.replicamedic.workflow;

import io.replicamedic.journal.Draft;
import io.replicamedic.journal.EntryKind;
import io.replicamedic.obligation.Discharge;
import io.replicamedic.obligation.Discharger;
import io.replicamedic.obligation.Obligation;
import io.replicamedic.obligation.ObligationState;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Discharges what a workflow owes, step by step on the record; used by Tenure and Ascent. */
final class Discharging implements Discharger.Announcement {
  private static final String RUNG = "discharge";

  private final Engine.Tools tools;
  private final Committing committing;
  private Workflow workflow;
  // As our own last commit left it: each of them makes it a newer one.
  private Obligation owed;

  Discharging(Engine.Tools tools, Committing committing, Workflow workflow, Obligation owed) {
    this.tools = tools;
    this.committing = committing;
    this.workflow = workflow;
    this.owed = owed;
  }

  /** Those that can be discharged even while the target cannot be held. */
  static List<Obligation> withoutTarget(Engine.Tools tools, List<Obligation> owed) {
    return owed.stream().filter(each -> !needsTarget(tools, each)).toList();
  }

  /** Egress is given back first: the others may wait for a target that does not answer. */
  static List<Obligation> inOrder(Engine.Tools tools, List<Obligation> owed) {
    return owed.stream().sorted(Comparator.comparing(each -> needsTarget(tools, each))).toList();
  }

  /** Says what keeps it from ending, unless that was said last. */
  static void stillOwed(Committing committing, Workflow workflow, String why) {
    if (!workflow.progress().note().equals(why)) {
      committing.commit(
          Change.of(
              workflow.with(workflow.progress().waitingFor(why)).saying("still owed: " + why),
              Telling.of(EntryKind.STILL_OWED, workflow, "", why)));
    }
  }

  private static boolean needsTarget(Engine.Tools tools, Obligation owed) {
    Discharger discharger = tools.dischargers().get(owed.kind());
    return discharger == null || discharger.needsDatabase();
  }

  /** One attempt; what keeps it from being discharged is not said yet. */
  Discharge attempt() {
    if (closedMeanwhile()) {
      return new Discharge.Closed("closed by another meanwhile");
    }
    Discharger discharger = tools.dischargers().get(owed.kind());
    if (discharger == null) {
      return notYet("this version does not know how to discharge a " + owed.kind());
    }
    long epoch = workflow.epoch();
    Discharge attempt = discharger.attempt(owed, () -> rightful(epoch), this);
    return switch (attempt) {
      case Discharge.Closed(String evidence) -> {
        Draft discharged =
            Telling.of(EntryKind.DISCHARGED, workflow, "", "no longer owed: " + evidence);
        commit(discharged, owed.in(ObligationState.CLOSED, evidence));
        yield attempt;
      }
      case Discharge.NotYet(String why) -> notYet(why);
    };
  }

  // Whoever discharges it apart from its workflow does not ask who owns that: both must be ours.
  private boolean rightful(long epoch) {
    return tools.store().epoch(workflow.id()) == epoch
        && tools
            .obligations()
            .find(owed.id())
            .filter(now -> now.version() == owed.version())
            .isPresent();
  }

  private boolean closedMeanwhile() {
    return tools
        .obligations()
        .find(owed.id())
        .filter(now -> now.state() == ObligationState.CLOSED)
        .isPresent();
  }

  @Override
  public void acting(String statement, Map<String, Object> detail) {
    Map<String, Object> told = Telling.with(detail, "obligation", owed.id());
    commit(
        Telling.of(EntryKind.INTENT, workflow, RUNG, statement, told),
        owed.in(ObligationState.DISCHARGING, ""));
    tools.store().sync();
  }

  // Whoever lost the workflow meanwhile has acted all the same, too late: that is said too.
  @Override
  public void answered(String statement, String answer) {
    try {
      workflow =
          committing.commit(
              Change.of(workflow, Telling.of(EntryKind.OUTCOME, workflow, RUNG, answer)));
    } catch (Superseded e) {
      tools
          .store()
          .tell(
              workflow.id(),
              Telling.of(
                  EntryKind.OUTCOME,
                  workflow,
                  RUNG,
                  "answered after the workflow had moved on: " + statement + ": " + answer));
      throw e;
    }
  }

  private void commit(Draft entry, Obligation next) {
    workflow =
        committing.commit(new Change(workflow, List.of(entry), List.of(next), Optional.empty()));
    owed = next.stored();
  }

  private Discharge notYet(String why) {
    return new Discharge.NotYet(owed.summary() + ": " + why);
  }
}
