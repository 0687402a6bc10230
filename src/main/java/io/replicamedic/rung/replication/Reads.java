package io.replicamedic.rung.replication;

import io.replicamedic.outside.DatabaseUnreachable;
import io.replicamedic.workflow.Goal;
import io.replicamedic.workflow.Reading;
import io.replicamedic.workflow.Run;

/** A goal about a replica: a broken session reads as unreadable, whatever the goal. */
abstract class Reads implements Goal<ReplicaGrip> {
  @Override
  public final Reading read(Run<ReplicaGrip> run) {
    try {
      return look(run);
    } catch (DatabaseUnreachable e) {
      return new Reading.Unreadable(String.valueOf(e.getMessage()));
    }
  }

  abstract Reading look(Run<ReplicaGrip> run);
}
