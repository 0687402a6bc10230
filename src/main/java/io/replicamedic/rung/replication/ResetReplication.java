package io.replicamedic.rung.replication;

import io.replicamedic.obligation.ObligationState;
import io.replicamedic.outside.Database;
import io.replicamedic.outside.Databases;
import io.replicamedic.outside.ProcedureCall;
import io.replicamedic.outside.ReplicaSession;
import io.replicamedic.replication.ReplicationStatus;
import io.replicamedic.workflow.Owe;
import io.replicamedic.workflow.Preparation;
import io.replicamedic.workflow.Run;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Rung: the reset procedure, the first act that cannot be taken back. Both threads and the whole
 * pre-flight are read again on the same session right before; a cleared configuration is owed.
 */
public final class ResetReplication extends Acts {
  private final Clearance clearance;
  private final ReplicationPolicy policy;
  private final String metBy;

  /** The obligation is met by the phase of that name. */
  public ResetReplication(
      Databases databases, Examination examination, ReplicationPolicy policy, String metBy) {
    this.clearance = new Clearance(databases, examination);
    this.policy = policy;
    this.metBy = metBy;
  }

  @Override
  public String name() {
    return "reset";
  }

  @Override
  Preparation look(Run<ReplicaGrip> run) {
    ReplicaSession session = run.grip().session();
    Optional<ReplicationStatus> status = session.status("");
    if (status.isEmpty()) {
      return new Preparation.NotApplicable("there is no channel to reset");
    }
    return clearance
        .objection(run)
        .orElseGet(() -> ready(session, run.grip().database(), status.get()));
  }

  private Preparation ready(ReplicaSession session, Database database, ReplicationStatus status) {
    Optional<ProcedureCall> call = new RdsCalls(session.procedures()).reset();
    if (call.isEmpty()) {
      return new Preparation.NotApplicable("this server has no reset procedure");
    }
    UndoConfiguration undo = UndoConfiguration.of(database, status);
    return new Preparation.Ready(
        call.get().statement(),
        true,
        Map.of("preflight", "every check passed, or was accepted by its name"),
        new Owe(
            UUID.randomUUID().toString(),
            UndoConfiguration.KIND,
            ObligationState.OWED,
            "the replication configuration of "
                + database.id()
                + " (source "
                + status.source()
                + ") is cleared and not yet set again",
            Learnt.json(undo),
            metBy,
            Set.of(),
            policy.configurationOwed()),
        policy.effect(),
        () -> Calling.call(session, call.get(), policy.callWait()));
  }
}
