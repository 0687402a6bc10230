package io.replicamedic.rung.replication;

import io.replicamedic.outside.Database;
import io.replicamedic.outside.RegisteredSource;
import io.replicamedic.outside.ReplicaSession;
import io.replicamedic.replication.ReplicationStatus;
import io.replicamedic.workflow.Grip;
import java.util.Optional;

/**
 * A held replica, for one of its channels: the one session that has its lock, and what was watched
 * on it so far.
 */
public final class ReplicaGrip implements Grip {
  private final ReplicaChannel channel;
  private final Watch purposeWatch = new Watch();
  private final Watch startWatch = new Watch();

  ReplicaGrip(ReplicaChannel channel) {
    this.channel = channel;
  }

  /** What it is about. */
  public ReplicaChannel channel() {
    return channel;
  }

  /** What it is registered as. */
  public Database database() {
    return channel.database();
  }

  /** The session that holds the lock. */
  public ReplicaSession session() {
    return channel.session();
  }

  /** One reading of the channel; empty when it is not configured. */
  public Optional<ReplicationStatus> status() {
    return channel.status();
  }

  /** Where the channel should replicate from. */
  RegisteredSource source() {
    return channel.source();
  }

  /** The CALLs that are about the channel. */
  RdsCalls calls() {
    return channel.calls();
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
    return session().connectionId();
  }

  @Override
  public boolean alive(long connectionId) {
    return session().alive(connectionId);
  }

  @Override
  public void close() {
    session().close();
  }
}
