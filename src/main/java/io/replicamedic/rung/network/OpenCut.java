package io.replicamedic.rung.network;

import io.replicamedic.isolation.CutState;
import io.replicamedic.obligation.Obligation;
import io.replicamedic.obligation.ObligationState;
import io.replicamedic.obligation.Obligations;
import io.replicamedic.workflow.Workflow;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** The cut that a workflow owes giving back, as recorded; asked by the network's rungs. */
record OpenCut(Obligation obligation, CutState state) {
  /** Kind of the obligation. */
  static final String KIND = "egress-cut";

  static Optional<OpenCut> of(Workflow workflow, Obligations obligations) {
    return obligations.openOf(workflow.id()).stream()
        .filter(owed -> owed.kind().equals(KIND))
        .findFirst()
        .map(owed -> new OpenCut(owed, CutDocument.read(owed)));
  }

  boolean in(ObligationState wanted) {
    return obligation.state() == wanted;
  }

  /** Whether it must be given back from now on. */
  boolean overdue(Instant now) {
    return !now.isBefore(obligation.deadline());
  }

  /** Whether an obligation is in that state now; asked before each call that is sent for it. */
  static boolean isIn(ObligationState wanted, String obligationId, Obligations obligations) {
    return obligations.find(obligationId).filter(now -> now.state() == wanted).isPresent();
  }

  Set<String> groups() {
    return state.groups();
  }
}
