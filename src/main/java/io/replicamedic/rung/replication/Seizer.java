package io.replicamedic.rung.replication;

import io.replicamedic.outside.Database;
import io.replicamedic.outside.DatabaseUnreachable;
import io.replicamedic.outside.Databases;
import io.replicamedic.outside.ReplicaSession;
import io.replicamedic.outside.SecretMissing;
import io.replicamedic.workflow.Grasp;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;

/**
 * Takes a replica's lock on a fresh direct session (design.md, Zombies 9 and 10). Having the lock
 * means that every earlier call of ours is over and no other can come.
 */
public final class Seizer {
  private static final Duration SHORT = Duration.ofSeconds(1);

  private final Databases databases;

  /** Opens its sessions there. */
  public Seizer(Databases databases) {
    this.databases = databases;
  }

  /**
   * One attempt; the lock is the database's, whichever channel it is for.
   *
   * @param channel what the grip is about
   * @param rightful whether the caller still owns the workflow; asked before another is ended
   */
  public Grasp<ReplicaGrip> seize(Database database, String channel, BooleanSupplier rightful) {
    ReplicaSession session;
    try {
      session = databases.openReplica(database);
    } catch (DatabaseUnreachable | SecretMissing e) {
      return new Grasp.Unreachable<>(String.valueOf(e.getMessage()));
    }
    Grasp<ReplicaGrip> grasp;
    try {
      grasp = lock(new ReplicaGrip(new ReplicaChannel(database, channel, session)), rightful);
    } catch (DatabaseUnreachable e) {
      grasp = new Grasp.Unreachable<>(String.valueOf(e.getMessage()));
    }
    if (!(grasp instanceof Grasp.Held)) {
      session.close();
    }
    return grasp;
  }

  private static Grasp<ReplicaGrip> lock(ReplicaGrip grip, BooleanSupplier rightful) {
    ReplicaSession session = grip.session();
    String name = "replica-medic:" + grip.database().id();
    Grasp<ReplicaGrip> held = new Grasp.Held<>(grip);
    if (session.acquireLock(name, Duration.ZERO)) {
      return held;
    }
    OptionalLong holder = session.lockHolder(name);
    if (holder.isEmpty()) {
      return session.acquireLock(name, SHORT) ? held : new Grasp.Busy<>("the lock is contended");
    }
    // Only the rightful owner may end another: the other way round a late riser would kill us.
    if (!rightful.getAsBoolean()) {
      return new Grasp.NotYours<>();
    }
    long id = holder.getAsLong();
    return switch (session.kill(id)) {
      case ACCEPTED, GONE ->
          session.acquireLock(name, SHORT)
              ? held
              : new Grasp.Busy<>("session " + id + " was ended and has not gone yet");
      case REFUSED ->
          session.acquireLock(name, SHORT)
              ? held
              : new Grasp.Busy<>(
                  "session "
                      + id
                      + " still runs an earlier call of ours inside a procedure (KILL: 1095)");
    };
  }
}
