package io.replicamedic.rung.replication;

import io.replicamedic.outside.ProcedureCall;
import io.replicamedic.outside.RegisteredSource;
import io.replicamedic.outside.ReplicaSession;
import io.replicamedic.outside.SecretMissing;
import io.replicamedic.outside.Secrets;
import io.replicamedic.replication.RestorePoint;
import io.replicamedic.workflow.Debt;
import io.replicamedic.workflow.Preparation;
import io.replicamedic.workflow.Run;
import java.util.Map;
import java.util.Optional;

/** Rung: set the registered source with auto position. */
public final class ConfigureSource extends Acts {
  private final Secrets secrets;
  private final ReplicationPolicy policy;

  /** Resolves the replication account's password only when acting. */
  public ConfigureSource(Secrets secrets, ReplicationPolicy policy) {
    this.secrets = secrets;
    this.policy = policy;
  }

  @Override
  public String name() {
    return "configure";
  }

  @Override
  Preparation look(Run<ReplicaGrip> run) {
    ReplicaSession session = run.grip().session();
    RegisteredSource source = run.grip().database().source().orElseThrow();
    String password;
    try {
      password = secrets.resolve(source.replication().passwordRef());
    } catch (SecretMissing e) {
      return new Preparation.Refused(String.valueOf(e.getMessage()), Map.of());
    }
    Optional<ProcedureCall> call =
        new RdsCalls(session.procedures())
            .configure(source.asDatabase(), source, password, delay(run));
    if (call.isEmpty()) {
      return new Preparation.NotApplicable("this server has no procedure to set a source");
    }
    return new Preparation.Ready(
        call.get().statement(),
        false,
        Map.of(),
        Debt.NONE,
        policy.effect(),
        () -> Calling.call(session, call.get(), policy.callWait()));
  }

  private static int delay(Run<ReplicaGrip> run) {
    return run.memory()
        .get(Learnt.RESTORE_POINT)
        .map(RestorePoint::applier)
        .map(applier -> applier.get("DESIRED_DELAY"))
        .map(Integer::parseInt)
        .orElse(0);
  }
}
