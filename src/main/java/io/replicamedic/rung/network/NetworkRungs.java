package io.replicamedic.rung.network;

import io.replicamedic.obligation.Obligations;
import io.replicamedic.rung.replication.ReplicaGrip;
import io.replicamedic.workflow.Goal;
import io.replicamedic.workflow.Rung;
import io.replicamedic.workflow.Signals;
import java.time.Clock;
import java.util.List;

/** The network's rungs and goal, for playbooks. */
public final class NetworkRungs {
  private final Isolation isolation;
  private final Obligations obligations;
  private final NetworkPolicy policy;
  private final Clock clock;
  private final Settling settling;

  /** All work with the means of that isolation. */
  public NetworkRungs(
      Isolation isolation,
      Obligations obligations,
      NetworkPolicy policy,
      Clock clock,
      Signals signals) {
    this.isolation = isolation;
    this.obligations = obligations;
    this.policy = policy;
    this.clock = clock;
    this.settling = new Settling(policy, clock, signals);
  }

  /** Cuts the egress to the source; these are tried again under the cut, then it is held. */
  public List<Rung<ReplicaGrip>> cut(Rung<ReplicaGrip> stop, Rung<ReplicaGrip> kill) {
    return List.of(
        new PrepareCut(isolation, obligations, settling),
        new CutEgress(isolation.all(), obligations, settling, clock),
        new UnderCut(stop, isolation.all(), obligations),
        new UnderCut(kill, isolation.all(), obligations),
        new HoldCut(isolation, obligations, policy, clock));
  }

  /** No change of ours remains. */
  public Goal<ReplicaGrip> restored() {
    return new NetworkRestored(isolation.all(), obligations);
  }

  /** Gives the egress back. */
  public Rung<ReplicaGrip> restore() {
    return new RestoreEgress(isolation.all());
  }
}
