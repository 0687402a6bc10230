package io.replicamedic.workflow;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Wakes whoever waits in this process when a workflow was changed. Only a shortcut: every waiter
 * also looks again by itself after a while, since another instance may have made the change.
 */
public final class Signals {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private long changes;

  /** Number of changes so far; to be read before looking, given to await afterwards. */
  public long seen() {
    lock.lock();
    try {
      return changes;
    } finally {
      lock.unlock();
    }
  }

  /** Something was committed. */
  public void signal() {
    lock.lock();
    try {
      changes++;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until something was committed since {@code seen}, or the time is over.
   *
   * @throws IllegalStateException when interrupted: the instance is shutting down
   */
  public void await(long seen, Duration atMost) {
    long nanos = atMost.toNanos();
    lock.lock();
    try {
      while (changes == seen && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted: shutting down", e);
    } finally {
      lock.unlock();
    }
  }
}
