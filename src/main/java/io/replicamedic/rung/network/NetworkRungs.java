package io.replicamedic.rung.network;

import io.replicamedic.obligation.Obligations;
import io.replicamedic.outside.VpcNetwork;
import io.replicamedic.rung.replication.ReplicaGrip;
import io.replicamedic.workflow.Goal;
import io.replicamedic.workflow.Rung;
import io.replicamedic.workflow.Signals;
import java.time.Clock;
import java.util.List;

/** The network's rungs and goal, for playbooks. */
public final class NetworkRungs {
  private final Isolation isolation;
  private final VpcNetwork network;
  private final Obligations obligations;
  private final Clock clock;
  private final Settling settling;

  /** All work on that network. */
  public NetworkRungs(
      Isolation isolation,
      VpcNetwork network,
      Obligations obligations,
      NetworkPolicy policy,
      Clock clock,
      Signals signals) {
    this.isolation = isolation;
    this.network = network;
    this.obligations = obligations;
    this.clock = clock;
    this.settling = new Settling(network, policy, clock, signals);
  }

  /** Cuts the egress to the source; these are tried again under the cut, then it is held. */
  public List<Rung<ReplicaGrip>> cut(Rung<ReplicaGrip> stop, Rung<ReplicaGrip> kill) {
    return List.of(
        new NarrowEgress(isolation, network, obligations, settling),
        new CutEgress(network, obligations, settling, clock),
        new UnderCut(stop, obligations),
        new UnderCut(kill, obligations),
        new HoldCut(network, obligations, clock));
  }

  /** No change of ours remains. */
  public Goal<ReplicaGrip> restored() {
    return new NetworkRestored(obligations);
  }

  /** Gives the egress back. */
  public Rung<ReplicaGrip> restore() {
    return new RestoreEgress();
  }
}
