package io.replicamedic.rung.replication;

import io.replicamedic.obligation.Obligation;
import io.replicamedic.obligation.Obligations;
import io.replicamedic.replication.BinlogPosition;
import io.replicamedic.workflow.Run;
import java.util.Optional;

/** What workflows owe of configurations that they cleared; asked while one is set again. */
public final class Cleared {
  private final Obligations obligations;

  /** Looks there. */
  public Cleared(Obligations obligations) {
    this.obligations = obligations;
  }

  /**
   * Where the channel stood when it was cleared; empty when nobody looked, or it was not cleared.
   */
  Optional<BinlogPosition> stoodAt(Run<ReplicaGrip> run) {
    return obligations.openOf(run.workflow().id()).stream()
        .filter(owed -> UndoConfiguration.isKind(owed.kind()))
        .map(Obligation::undo)
        .map(undo -> Learnt.parse(undo, UndoConfiguration.class))
        .flatMap(undo -> undo.stood().stream())
        .findFirst();
  }
}
