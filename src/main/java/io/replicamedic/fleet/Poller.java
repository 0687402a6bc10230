package io.replicamedic.fleet;

import io.replicamedic.outside.Database;
import io.replicamedic.outside.DatabaseUnreachable;
import io.replicamedic.outside.Databases;
import io.replicamedic.outside.ReplicaSession;
import io.replicamedic.outside.SecretMissing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads every replica again and again, a virtual thread and one open session for each: a dead one
 * delays nobody else. Started and closed by the app.
 */
public final class Poller implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Poller.class);

  /** Whoever refuses us is not asked more often than that: it counts failed logins. */
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final Registry registry;
  private final Databases databases;
  private final Replicas replicas;
  private final Duration interval;
  private final Clock clock;
  private final RandomGenerator random = RandomGenerator.getDefault();
  private final List<Thread> threads = new ArrayList<>();

  /**
   * Wired once.
   *
   * @param interval from one reading to the next, give or take a tenth
   */
  public Poller(
      Registry registry, Databases databases, Replicas replicas, Duration interval, Clock clock) {
    this.registry = registry;
    this.databases = databases;
    this.replicas = replicas;
    this.interval = interval;
    this.clock = clock;
  }

  /** Begins; the first readings are spread over one interval. */
  public void start() {
    for (Database database : registry.replicas()) {
      threads.add(
          Thread.ofVirtual().name("poll-" + database.id()).start(() -> new Watch(database).run()));
    }
  }

  /** Ends all, and waits until the sessions are closed. */
  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
    try {
      for (Thread each : threads) {
        each.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One replica. */
  private final class Watch {
    private final Database database;
    private @Nullable ReplicaSession session;
    private int failures;

    Watch(Database database) {
      this.database = database;
    }

    void run() {
      try {
        Thread.sleep(interval.multipliedBy(random.nextLong(1000)).dividedBy(1000));
        while (!Thread.currentThread().isInterrupted()) {
          look();
          Thread.sleep(pause());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        drop();
      }
    }

    private void look() {
      Instant begin = clock.instant();
      try {
        ReplicaSession open = session == null ? databases.openReplica(database) : session;
        session = open;
        replicas.read(database, open);
        failures = 0;
      } catch (DatabaseUnreachable e) {
        failed(e.errno(), e, begin);
      } catch (SecretMissing e) {
        failed(0, e, begin);
      } catch (RuntimeException e) {
        // A defect in reading one replica must not end its watch, nor pass for silence.
        LOG.error("{} cannot be polled; it is tried again", database.id(), e);
        failed(0, e, begin);
      }
    }

    private void failed(int errno, RuntimeException why, Instant begin) {
      drop();
      if (failures++ == 0) {
        LOG.warn("{}: {}", database.id(), why.getMessage());
      }
      replicas.failed(database, errno, String.valueOf(why.getMessage()), begin);
    }

    private void drop() {
      if (session != null) {
        session.close();
        session = null;
      }
    }

    private Duration pause() {
      Duration doubled = interval.multipliedBy(1L << Math.min(failures, 10));
      Duration most = interval.compareTo(LONGEST) > 0 ? interval : LONGEST;
      Duration wait = doubled.compareTo(most) < 0 ? doubled : most;
      return wait.multipliedBy(900 + random.nextLong(200)).dividedBy(1000);
    }
  }
}
