package io.replicamedic.rung.replication;

import io.replicamedic.outside.DatabaseUnreachable;
import io.replicamedic.outside.ProcedureCall;
import io.replicamedic.workflow.Debt;
import io.replicamedic.workflow.Outcome;
import io.replicamedic.workflow.Preparation;
import io.replicamedic.workflow.Run;
import java.util.Map;
import java.util.Optional;

/**
 * Rung: the start procedure. It raises an error unless both threads run after two seconds, although
 * it has started them: only the status counts.
 */
public final class StartReplication extends Acts {
  private final Doubt doubt;
  private final ReplicationPolicy policy;

  /** Waits as the policy says. */
  public StartReplication(Doubt doubt, ReplicationPolicy policy) {
    this.doubt = doubt;
    this.policy = policy;
  }

  @Override
  public String name() {
    return "start";
  }

  @Override
  Preparation look(Run<ReplicaGrip> run) {
    Optional<ProcedureCall> call = run.grip().calls().start();
    if (call.isEmpty()) {
      return new Preparation.NotApplicable("this server has no start procedure");
    }
    Optional<String> against = doubt.againstStarting(run);
    if (against.isPresent()) {
      return new Preparation.Refused(against.get(), Map.of());
    }
    return new Preparation.Ready(
        call.get().statement(),
        false,
        Map.of(),
        Debt.NONE,
        policy.start(),
        () -> doubting(Calling.call(run.grip().session(), call.get(), policy.callWait())));
  }

  /** The transaction that is to be left out has to fail once more first: no need to wait longer. */
  @Override
  public Optional<String> inVain(Run<ReplicaGrip> run) {
    try {
      return run.memory()
          .get(Learnt.CONFLICT)
          .filter(Conflict::anonymous)
          .filter(
              conflict ->
                  run.grip()
                      .status()
                      .filter(status -> SkipError.standsBefore(status, conflict))
                      .isPresent())
          .map(conflict -> conflict.name() + " fails again, and can be left out now");
    } catch (DatabaseUnreachable e) {
      return Optional.empty(); // nothing may be concluded from it
    }
  }

  private static Outcome doubting(Outcome outcome) {
    return outcome instanceof Outcome.Failed(String summary, var detail, boolean _)
        ? new Outcome.Failed(summary, detail, true)
        : outcome;
  }
}
