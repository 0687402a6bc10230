package io.replicamedic.rung.network;

import io.replicamedic.obligation.Obligations;
import io.replicamedic.rung.replication.ReplicaGrip;
import io.replicamedic.workflow.Goal;
import io.replicamedic.workflow.Reading;
import io.replicamedic.workflow.Run;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Goal: no change of ours remains in the network. An obligation is closed only on what was read
 * back, so an open one is the one thing to look for.
 */
final class NetworkRestored implements Goal<ReplicaGrip> {
  private final List<Means> means;
  private final Obligations obligations;

  NetworkRestored(List<Means> means, Obligations obligations) {
    this.means = means;
    this.obligations = obligations;
  }

  @Override
  public Reading read(Run<ReplicaGrip> run) {
    Optional<OpenCut> open = OpenCut.of(run.workflow(), obligations, means);
    return open.isEmpty()
        ? new Reading.Met(Map.of("egress", "nothing of ours is in the network"))
        : new Reading.NotMet(
            Map.of(
                "egress",
                open.get().obligation().state() + ": " + open.get().obligation().summary()));
  }
}
