package io.replicamedic.rung.network;

import io.replicamedic.obligation.ObligationState;
import io.replicamedic.obligation.Obligations;
import io.replicamedic.rung.replication.ReplicaGrip;
import io.replicamedic.workflow.Fence;
import io.replicamedic.workflow.Preparation;
import io.replicamedic.workflow.Run;
import io.replicamedic.workflow.Rung;
import java.util.List;

/** Rung: another one tried again, now that the egress is cut; without a cut it does not apply. */
final class UnderCut implements Rung<ReplicaGrip> {
  private final Rung<ReplicaGrip> again;
  private final List<Means> means;
  private final Obligations obligations;

  UnderCut(Rung<ReplicaGrip> again, List<Means> means, Obligations obligations) {
    this.again = again;
    this.means = means;
    this.obligations = obligations;
  }

  @Override
  public String name() {
    return again.name() + "-under-cut";
  }

  @Override
  public Fence fence() {
    return again.fence();
  }

  @Override
  public Preparation prepare(Run<ReplicaGrip> run) {
    return OpenCut.of(run.workflow(), obligations, means)
            .filter(open -> open.in(ObligationState.CUTTING))
            .isPresent()
        ? again.prepare(run)
        : new Preparation.NotApplicable("egress is not cut");
  }
}
