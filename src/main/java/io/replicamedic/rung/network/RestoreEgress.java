package io.replicamedic.rung.network;

import io.replicamedic.rung.replication.ReplicaGrip;
import io.replicamedic.workflow.Preparation;
import io.replicamedic.workflow.Run;
import io.replicamedic.workflow.Rung;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Rung: undo the cut, by the very steps that discharge it whatever happens. */
final class RestoreEgress implements Rung<ReplicaGrip> {
  private final Set<String> kinds;

  RestoreEgress(List<Means> means) {
    this.kinds = means.stream().map(Means::kind).collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public String name() {
    return "restore-egress";
  }

  @Override
  public Preparation prepare(Run<ReplicaGrip> run) {
    return new Preparation.Discharge(kinds);
  }
}
