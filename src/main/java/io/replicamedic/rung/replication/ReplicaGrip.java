package io.replicamedic.rung.replication;

import io.replicamedic.outside.Database;
import io.replicamedic.outside.ReplicaSession;
import io.replicamedic.workflow.Grip;

/** A held replica: the one session that has its lock, and what was watched on it so far. */
public final class ReplicaGrip implements Grip {
  private final Database database;
  private final ReplicaSession session;
  private final Watch purposeWatch = new Watch();
  private final Watch startWatch = new Watch();

  ReplicaGrip(Database database, ReplicaSession session) {
    this.database = database;
    this.session = session;
  }

  /** What it is registered as. */
  public Database database() {
    return database;
  }

  /** The session that holds the lock. */
  public ReplicaSession session() {
    return session;
  }

  /** What the purpose has watched: progress without us. */
  Watch purposeWatch() {
    return purposeWatch;
  }

  /** What the last goal has watched: progress after the start. */
  Watch startWatch() {
    return startWatch;
  }

  @Override
  public long connectionId() {
    return session.connectionId();
  }

  @Override
  public boolean alive(long connectionId) {
    return session.alive(connectionId);
  }

  @Override
  public void close() {
    session.close();
  }
}
