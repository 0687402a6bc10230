package io.replicamedic.rung.network;

import io.replicamedic.rung.replication.ReplicaGrip;
import io.replicamedic.workflow.Preparation;
import io.replicamedic.workflow.Run;
import io.replicamedic.workflow.Rung;

/** Rung: give the egress back, by the very steps that discharge it whatever happens. */
final class RestoreEgress implements Rung<ReplicaGrip> {
  @Override
  public String name() {
    return "restore-egress";
  }

  @Override
  public Preparation prepare(Run<ReplicaGrip> run) {
    return new Preparation.Discharge(OpenCut.KIND);
  }
}
