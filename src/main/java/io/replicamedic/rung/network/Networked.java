package io.replicamedic.rung.network;

import io.replicamedic.outside.CloudUnreadable;
import io.replicamedic.outside.DatabaseUnreachable;
import io.replicamedic.rung.replication.ReplicaGrip;
import io.replicamedic.workflow.Fence;
import io.replicamedic.workflow.Preparation;
import io.replicamedic.workflow.Run;
import io.replicamedic.workflow.Rung;

/** A rung about the network: what cannot be read while looking climbs nothing. */
abstract class Networked implements Rung<ReplicaGrip> {
  @Override
  public final Fence fence() {
    return Fence.RULE_ID;
  }

  @Override
  public final Preparation prepare(Run<ReplicaGrip> run) {
    try {
      return look(run);
    } catch (CloudUnreadable | DatabaseUnreachable e) {
      return new Preparation.Unreadable(String.valueOf(e.getMessage()));
    }
  }

  abstract Preparation look(Run<ReplicaGrip> run);

  static Preparation notHere(String why) {
    return new Preparation.NotApplicable(why);
  }
}
