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
 * delays nobody else. Sources are read now and then, for what only they can tell. Started and
 * closed by the app.
 */
public final class Poller implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Poller.class);

  /** Whoever refuses us is not asked more often than that: it counts failed logins. */
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final Registry registry;
  private final Databases databases;
  private final Replicas replicas;
  private final Duration interval;
  private final Duration sourceInterval;
  private final Clock clock;
  private final RandomGenerator random = RandomGenerator.getDefault();
  private final List<Thread> threads = new ArrayList<>();

  /**
   * Wired once.
   *
   * @param interval from one reading to the next, give or take a tenth
   * @param sourceInterval the same for the sources
   */
  public Poller(
      Registry registry,
      Databases databases,
      Replicas replicas,
      Duration interval,
      Duration sourceInterval,
      Clock clock) {
    this.registry = registry;
    this.databases = databases;
    this.replicas = replicas;
    this.interval = interval;
    this.sourceInterval = sourceInterval;
    this.clock = clock;
  }

  /** Begins; the first readings are spread over one interval. */
  public void start() {
    for (Database database : registry.replicas()) {
      start("poll-" + database.id(), () -> new Watch(database).run());
      if (database.source().filter(source -> !source.databaseOnly()).isPresent()) {
        start("poll-source-of-" + database.id(), () -> watchSource(database));
      }
    }
  }

  private void start(String name, Runnable watch) {
    threads.add(Thread.ofVirtual().name(name).start(watch));
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

  // On a thread of its own: a source that hangs must not delay the replica's readings.
  private void watchSource(Database database) {
    try {
      Thread.sleep(spread(interval));
      while (true) {
        lookAtSource(database);
        Thread.sleep(spread(sourceInterval));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void lookAtSource(Database database) {
    try {
      replicas.readSource(database);
    } catch (DatabaseUnreachable | SecretMissing e) {
      // Most often why somebody looks at the replica: its own errors say it.
      LOG.debug("the source of {} cannot be read", database.id(), e);
    } catch (RuntimeException e) {
      LOG.error("the source of {} cannot be polled; it is tried again", database.id(), e);
    }
  }

  private Duration spread(Duration wait) {
    return wait.multipliedBy(900 + random.nextLong(200)).dividedBy(1000);
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
        while (true) {
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
      return spread(wait);
    }
  }
}
