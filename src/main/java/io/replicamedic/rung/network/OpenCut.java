package io.replicamedic.rung.network;

import io.replicamedic.isolation.CutState;
import io.replicamedic.obligation.Obligation;
import io.replicamedic.obligation.ObligationState;
import io.replicamedic.obligation.Obligations;
import io.replicamedic.workflow.Workflow;
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

  Set<String> groups() {
    return Set.copyOf(state.cut().groupIds());
  }
}
