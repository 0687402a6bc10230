package io.replicamedic.rung.replication;

import io.replicamedic.outside.ProcedureCall;
import io.replicamedic.outside.RegisteredSource;
import io.replicamedic.outside.ReplicaSession;
import io.replicamedic.outside.SecretMissing;
import io.replicamedic.outside.Secrets;
import io.replicamedic.replication.BinlogPosition;
import io.replicamedic.replication.RestorePoint;
import io.replicamedic.workflow.Debt;
import io.replicamedic.workflow.Preparation;
import io.replicamedic.workflow.Run;
import java.util.Map;
import java.util.Optional;

/** Rung: set the registered source, by GTID auto position or where the channel stood. */
public final class ConfigureSource extends Acts {
  private final Secrets secrets;
  private final Cleared cleared;
  private final ReplicationPolicy policy;

  /**
   * Resolves the replication account's password only when acting; where a channel without auto
   * position stood is in the obligation to set it again.
   */
  public ConfigureSource(Secrets secrets, Cleared cleared, ReplicationPolicy policy) {
    this.cleared = cleared;
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
    RegisteredSource source = run.grip().source();
    Target target = Target.of(run);
    Optional<BinlogPosition> stood = cleared.stoodAt(run);
    if (target.byPosition() && target.chosen().isEmpty() && stood.isEmpty()) {
      return new Preparation.Refused(
          "where the channel stood is not on record: it was not cleared by this workflow",
          Map.of());
    }
    String password;
    try {
      password = secrets.resolve(source.replication().passwordRef());
    } catch (SecretMissing e) {
      return new Preparation.Refused(String.valueOf(e.getMessage()), Map.of());
    }
    Optional<ProcedureCall> call =
        run.grip().calls().configure(target.settings(delay(run), stood), password);
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
