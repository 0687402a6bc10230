package io.replicamedic.fleet;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What waits to be written, bounded: where there is no room the oldest is given up. */
final class Backlog<T> {
  private static final Logger LOG = LoggerFactory.getLogger(Backlog.class);

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
   * Hands the oldest, up to so many, to the writer, and lets go of them when it has returned. Where
   * it refuses some it gets them in halves, until the refused one is alone and is given up.
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
      write(writer, batch, first);
    }
    return batch.size();
  }

  private void write(Consumer<List<T>> writer, List<T> batch, long first) {
    try {
      writer.accept(batch);
    } catch (HistoryStore.Refused e) {
      if (batch.size() == 1) {
        LOG.warn("the store refuses {}; it is lost", batch.getFirst(), e);
        refused();
      } else {
        int half = batch.size() / 2;
        write(writer, batch.subList(0, half), first);
        write(writer, batch.subList(half, batch.size()), first + half);
      }
    }
    written(first + batch.size());
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

  private void refused() {
    lock.lock();
    try {
      lost++;
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
