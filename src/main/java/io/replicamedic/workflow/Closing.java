package io.replicamedic.workflow;

import io.replicamedic.journal.EntryKind;
import io.replicamedic.obligation.Discharge;
import io.replicamedic.obligation.Discharger;
import io.replicamedic.obligation.Obligation;
import io.replicamedic.obligation.ObligationState;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Discharges what a closing workflow still owes; used by Tenure. */
final class Closing {
  private final Engine.Tools tools;
  private final Committing committing;
  private Workflow workflow;

  Closing(Engine.Tools tools, Committing committing, Workflow workflow) {
    this.tools = tools;
    this.committing = committing;
    this.workflow = workflow;
  }

  /** One attempt; true when it is closed now. */
  boolean discharge(Obligation owed) {
    Discharger discharger = tools.dischargers().get(owed.kind());
    if (discharger == null) {
      stillOwed(owed, "this version does not know how to discharge a " + owed.kind());
      return false;
    }
    long epoch = workflow.epoch();
    Discharge attempt =
        discharger.attempt(
            owed,
            () -> tools.store().epoch(workflow.id()) == epoch,
            (statement, connectionId) -> announce(owed, statement, connectionId));
    return switch (attempt) {
      case Discharge.Closed(String evidence) -> {
        workflow =
            committing.commit(
                new Change(
                    workflow,
                    List.of(
                        Telling.of(
                            EntryKind.DISCHARGED, workflow, "", "no longer owed: " + evidence)),
                    List.of(owed.in(ObligationState.CLOSED, evidence)),
                    Optional.empty()));
        yield true;
      }
      case Discharge.NotYet(String why) -> {
        stillOwed(owed, why);
        yield false;
      }
    };
  }

  private void announce(Obligation owed, String statement, long connectionId) {
    workflow =
        committing.commit(
            new Change(
                workflow,
                List.of(
                    Telling.of(
                        EntryKind.INTENT,
                        workflow,
                        "discharge",
                        statement,
                        Map.of("connectionId", connectionId, "obligation", owed.id()))),
                List.of(owed.in(ObligationState.DISCHARGING, "")),
                Optional.empty()));
    tools.store().sync();
  }

  private void stillOwed(Obligation owed, String why) {
    if (!workflow.progress().note().equals(why)) {
      workflow =
          committing.commit(
              Change.of(
                  workflow
                      .with(workflow.progress().waitingFor(why))
                      .saying("still owed: " + owed.summary() + ": " + why),
                  Telling.of(EntryKind.STILL_OWED, workflow, "", why)));
    }
  }
}
