package io.replicamedic.fleet;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Virtual threads that look at something again and again until they are sent home; used by {@link
 * Poller}, {@link RdsWatch} and {@link Discovery}, which own one each.
 */
final class Rounds implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

  /** Longer than a call, or a login and an answer, may take. */
  private static final Duration LEAVING = Duration.ofSeconds(20);

  private final Clock clock;
  private final RandomGenerator random = RandomGenerator.getDefault();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

  Rounds(Clock clock) {
    this.clock = clock;
  }

  /** Runs it on a thread of its own, for which {@link #close} waits. */
  Thread start(String name, Runnable work) {
    Thread thread =
        Thread.ofVirtual()
            .name(name)
            .unstarted(
                () -> {
                  try {
                    work.run();
                  } finally {
                    threads.remove(Thread.currentThread());
                  }
                });
    threads.add(thread);
    thread.start();
    return thread;
  }

  /** Waits until the next round; whether it is time to leave instead. */
  boolean leaves(Duration wait) {
    try {
      return closed.await(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** Doubled with each failure up to the longest, give or take a tenth. */
  Duration pause(Duration wait, int failures, Duration longest) {
    Duration doubled = wait.multipliedBy(1L << Math.min(failures, 10));
    Duration most = wait.compareTo(longest) > 0 ? wait : longest;
    Duration pause = doubled.compareTo(most) < 0 ? doubled : most;
    return pause.multipliedBy(900 + random.nextLong(200)).dividedBy(1000);
  }

  /** Any part of it: what begins together is spread. */
  Duration part(Duration interval) {
    return interval.multipliedBy(random.nextLong(1000)).dividedBy(1000);
  }

  /**
   * Sends all home, and waits for what is under way for as long as that may take. Never by an
   * interrupt: it would close the files of the embedded store under whoever reads there.
   */
  @Override
  public void close() {
    closed.countDown();
    Instant until = clock.instant().plus(LEAVING);
    try {
      for (Thread each : List.copyOf(threads)) {
        Duration left = Duration.between(clock.instant(), until);
        if (!each.join(left.isPositive() ? left : Duration.ZERO)) {
          LOG.warn("{} does not end in time and is left behind", each.getName());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
