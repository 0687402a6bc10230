package io.replicamedic.workflow;

/**
 * Exclusive hold on a workflow's target: one direct session that has the target's lock (design.md,
 * Zombies 9). Acts happen on it and nowhere else.
 */
public interface Grip extends AutoCloseable {
  /** Database connection id of the session that holds the lock. */
  long connectionId();

  /** Whether a session with that id still exists on the target. */
  boolean alive(long connectionId);

  @Override
  void close();
}
