package io.replicamedic.fleet;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** What waits to be written, bounded: where there is no room the oldest is given up. */
final class Backlog<T> {
  private final int most;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition added = lock.newCondition();
  private final Deque<T> waiting = new ArrayDeque<>();
  // How many have left it at the front: tells what of a batch is still there.
  private long gone;
  private long lost;

  Backlog(int most) {
    this.most = most;
  }

  /** Never waits. */
  void add(Collection<T> more) {
    lock.lock();
    try {
      waiting.addAll(more);
      while (waiting.size() > most) {
        leave();
        lost++;
      }
      added.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** How many were given up so far. */
  long lost() {
    lock.lock();
    try {
      return lost;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Hands the oldest, up to so many, to the writer, and lets go of them when it has returned.
   *
   * @return how many
   * @throws RuntimeException the writer's: then they stay
   */
  int write(Consumer<List<T>> writer, int limit) {
    long first;
    List<T> batch;
    lock.lock();
    try {
      first = gone;
      batch = waiting.stream().limit(limit).toList();
    } finally {
      lock.unlock();
    }
    if (!batch.isEmpty()) {
      writer.accept(batch);
      written(first + batch.size());
    }
    return batch.size();
  }

  /** Waits until there is something, or the time is over. */
  void await(Duration atMost) throws InterruptedException {
    long nanos = atMost.toNanos();
    lock.lockInterruptibly();
    try {
      while (waiting.isEmpty() && nanos > 0) {
        nanos = added.awaitNanos(nanos);
      }
    } finally {
      lock.unlock();
    }
  }

  private void written(long until) {
    lock.lock();
    try {
      while (gone < until) {
        leave();
      }
    } finally {
      lock.unlock();
    }
  }

  private void leave() {
    waiting.removeFirst();
    gone++;
  }
}
