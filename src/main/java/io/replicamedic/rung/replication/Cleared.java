package io.replicamedic.rung.replication;

import io.replicamedic.obligation.Obligation;
import io.replicamedic.obligation.Obligations;
import io.replicamedic.replication.BinlogPosition;
import io.replicamedic.workflow.Run;
import java.util.Optional;

/** What a workflow owes of the configuration that it cleared; asked while it is set again. */
final class Cleared {
  private Cleared() {}

  /**
   * Where the channel stood when it was cleared; empty when nobody looked, or it was not cleared.
   */
  static Optional<BinlogPosition> stoodAt(Run<ReplicaGrip> run, Obligations obligations) {
    return obligations.openOf(run.workflow().id()).stream()
        .filter(owed -> owed.kind().equals(UndoConfiguration.KIND))
        .map(Obligation::undo)
        .map(undo -> Learnt.parse(undo, UndoConfiguration.class))
        .flatMap(undo -> undo.stood().stream())
        .findFirst();
  }
}
