package io.replicamedic.rung.replication;

import io.replicamedic.outside.ProcedureCall;
import io.replicamedic.workflow.Debt;
import io.replicamedic.workflow.Preparation;
import io.replicamedic.workflow.Run;
import java.util.Map;
import java.util.Optional;

/** Rung: the stop procedure. Its OK proves nothing: that was the incident. */
public final class StopReplication extends Acts {
  private final ReplicationPolicy policy;

  /** Waits as the policy says. */
  public StopReplication(ReplicationPolicy policy) {
    this.policy = policy;
  }

  @Override
  public String name() {
    return "stop";
  }

  @Override
  Preparation look(Run<ReplicaGrip> run) {
    Optional<ProcedureCall> call = run.grip().calls().stop();
    if (call.isEmpty()) {
      return new Preparation.NotApplicable("this server has no stop procedure");
    }
    return new Preparation.Ready(
        call.get().statement(),
        false,
        Map.of(),
        Debt.NONE,
        policy.effect(),
        () -> Calling.call(run.grip().session(), call.get(), policy.callWait()));
  }
}
