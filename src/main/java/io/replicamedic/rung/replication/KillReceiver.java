package io.replicamedic.rung.replication;

import io.replicamedic.outside.ProcedureCall;
import io.replicamedic.outside.ReceiverSession;
import io.replicamedic.outside.Receivers;
import io.replicamedic.outside.ReplicaSession;
import io.replicamedic.workflow.Debt;
import io.replicamedic.workflow.Preparation;
import io.replicamedic.workflow.Run;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rung: end the receiver's session with rds_kill. It ends when its blocked network call returns, so
 * the effect is awaited for replica_net_timeout and a margin (domain.md, measured).
 */
public final class KillReceiver extends Acts {
  private static final Duration MARGIN = Duration.ofSeconds(15);

  private final ReplicationPolicy policy;

  /** Waits as the policy says. */
  public KillReceiver(ReplicationPolicy policy) {
    this.policy = policy;
  }

  @Override
  public String name() {
    return "kill-receiver";
  }

  @Override
  Preparation look(Run<ReplicaGrip> run) {
    ReplicaSession session = run.grip().session();
    return switch (session.receiver(run.grip().channel().name())) {
      case Receivers.None() ->
          new Preparation.NotApplicable("no receiver's session is in the process list");
      case Receivers.Several(List<ReceiverSession> candidates, String why) ->
          new Preparation.NotApplicable(
              "receivers cannot be told apart, so none is ended: " + candidates + "; " + why);
      case Receivers.One(ReceiverSession receiver) -> ready(run.grip(), receiver);
    };
  }

  private Preparation ready(ReplicaGrip grip, ReceiverSession receiver) {
    ReplicaSession session = grip.session();
    Optional<ProcedureCall> call = grip.calls().kill(receiver.id());
    if (call.isEmpty()) {
      return new Preparation.NotApplicable("this server has no rds_kill");
    }
    return new Preparation.Ready(
        call.get().statement(),
        false,
        Map.of("receiver", receiver.id(), "state", receiver.state()),
        Debt.NONE,
        Duration.ofSeconds(session.facts().netTimeoutSeconds()).plus(MARGIN),
        () -> Calling.call(session, call.get(), policy.callWait()));
  }
}
