package io.replicamedic.rung.parameters;

import io.replicamedic.outside.CloudUnreadable;
import io.replicamedic.outside.DatabaseUnreachable;
import io.replicamedic.rung.replication.ReplicaGrip;
import io.replicamedic.workflow.Preparation;
import io.replicamedic.workflow.Run;
import io.replicamedic.workflow.Rung;

/** A rung about settings: what cannot be read while looking climbs nothing. */
abstract class Settings implements Rung<ReplicaGrip> {
  @Override
  public final Preparation prepare(Run<ReplicaGrip> run) {
    try {
      return look(run);
    } catch (CloudUnreadable | DatabaseUnreachable e) {
      return new Preparation.Unreadable(String.valueOf(e.getMessage()));
    }
  }

  abstract Preparation look(Run<ReplicaGrip> run);
}
