package io.replicamedic.rung.network;

import io.replicamedic.obligation.Obligation;
import io.replicamedic.obligation.ObligationState;
import io.replicamedic.obligation.Obligations;
import io.replicamedic.workflow.Debt;
import io.replicamedic.workflow.Workflow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The cut that a workflow owes undoing, as recorded; asked by the network's rungs. */
record OpenCut(Obligation obligation, Means means) {
  static Optional<OpenCut> of(Workflow workflow, Obligations obligations, List<Means> all) {
    return obligations.openOf(workflow.id()).stream()
        .flatMap(
            owed ->
                all.stream()
                    .filter(means -> means.kind().equals(owed.kind()))
                    .map(means -> new OpenCut(owed, means)))
        .findFirst();
  }

  Ongoing cut() {
    return means.ongoing(obligation);
  }

  boolean in(ObligationState wanted) {
    return obligation.state() == wanted;
  }

  /** Whether it must be undone from now on. */
  boolean overdue(Instant now) {
    return !now.isBefore(obligation.deadline());
  }

  /** It goes on to that state, with what is on record by then. */
  Debt moved(ObligationState next, Ongoing recorded) {
    return new Debt.Moved(obligation.in(next, new Obligation.UndoDocument(recorded.document())));
  }

  /** Whether it is in that state now; asked before each call that is sent for it. */
  static boolean isIn(ObligationState wanted, String obligationId, Obligations obligations) {
    return obligations.find(obligationId).filter(now -> now.state() == wanted).isPresent();
  }
}
