package io.replicamedic.rung.replication;

import io.replicamedic.obligation.ObligationState;
import io.replicamedic.outside.Databases;
import io.replicamedic.outside.ProcedureCall;
import io.replicamedic.replication.BinlogPosition;
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
  private final Databases databases;
  private final Clearance clearance;
  private final ReplicationPolicy policy;
  private final String metBy;

  /** The obligation is met by the phase of that name. */
  public ResetReplication(
      Databases databases, Examination examination, ReplicationPolicy policy, String metBy) {
    this.databases = databases;
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
    Optional<ReplicationStatus> status = run.grip().status();
    if (status.isEmpty()) {
      return new Preparation.NotApplicable("there is no channel to reset");
    }
    return clearance
        .objection(run)
        .orElseGet(
            () ->
                status.get().autoPosition() && !Target.of(run).byPosition()
                    ? ready(run.grip().channel(), status.get(), Optional.empty())
                    : byPosition(run.grip().channel(), status.get()));
  }

  // Where it stands is on record before it is forgotten: nothing else would know afterwards.
  private Preparation byPosition(ReplicaChannel channel, ReplicationStatus status) {
    try (SourceAccess source = SourceAccess.of(databases, channel)) {
      return switch (Standing.of(status, source)) {
        case Standing.At at -> ready(channel, status, Optional.of(at.position()));
        case Standing.Unknown(String why) ->
            new Preparation.Refused("where it stands is not known: " + why, Map.of());
      };
    }
  }

  private Preparation ready(
      ReplicaChannel channel, ReplicationStatus status, Optional<BinlogPosition> position) {
    Optional<ProcedureCall> call = channel.calls().reset();
    if (call.isEmpty()) {
      return new Preparation.NotApplicable("this server has no reset procedure");
    }
    UndoConfiguration undo = UndoConfiguration.of(channel, status, position);
    return new Preparation.Ready(
        call.get().statement(),
        true,
        Map.of("preflight", "every check passed, or was accepted by its name"),
        new Owe(
            UUID.randomUUID().toString(),
            undo.kind(),
            ObligationState.OWED,
            "the replication configuration of "
                + channel.words()
                + " (source "
                + status.source()
                + ") is cleared and not yet set again",
            Learnt.json(undo),
            metBy,
            Set.of(),
            policy.configurationOwed()),
        policy.effect(),
        () -> Calling.call(channel.session(), call.get(), policy.callWait()));
  }
}
