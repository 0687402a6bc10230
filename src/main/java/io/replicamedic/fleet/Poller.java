package io.replicamedic.fleet;

import io.replicamedic.outside.Database;
import io.replicamedic.outside.DatabaseUnreachable;
import io.replicamedic.outside.Databases;
import io.replicamedic.outside.ReplicaSession;
import io.replicamedic.outside.SecretMissing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
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

  /** The replication account of many a replica: it must not be locked out by us. */
  private static final Duration LONGEST_SOURCE = Duration.ofMinutes(15);

  private final Registry registry;
  private final Databases databases;
  private final Replicas replicas;
  private final Duration interval;
  private final Duration sourceInterval;
  private final Clock clock;
  private final Rounds rounds;

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
    this.rounds = new Rounds(clock);
  }

  /** Begins; the first readings are spread over one interval. */
  public void start() {
    for (Database database : registry.replicas()) {
      rounds.start("poll-" + database.id(), () -> new Watch(database).run());
    }
    registry.replicas().stream()
        .flatMap(Fed::allOf)
        .collect(Collectors.groupingBy(Fed::source))
        .values()
        .forEach(fed -> rounds.start("poll-source-of-" + name(fed), () -> watchSource(fed)));
  }

  private static String name(List<Fed> fed) {
    Fed first = fed.getFirst();
    return first.channel().isEmpty()
        ? first.database().id()
        : first.database().id() + "-" + first.channel();
  }

  /** Ends all, and waits until the sessions are closed. */
  @Override
  public void close() {
    rounds.close();
  }

  // On a thread of its own: a source that hangs must not delay the replicas' readings. Once for all
  // that are registered with the very same one: a login costs as much as some twenty readings.
  private void watchSource(List<Fed> fed) {
    int failures = 0;
    Duration wait = interval;
    while (!rounds.leaves(wait)) {
      failures = readSource(fed) ? 0 : failures + 1;
      if (failures == 1) {
        LOG.warn(
            "the source of {} cannot be read; it is tried again, less and less often", ids(fed));
      }
      wait = rounds.pause(sourceInterval, failures, LONGEST_SOURCE);
    }
  }

  private boolean readSource(List<Fed> fed) {
    try {
      replicas.readSource(fed);
      return true;
    } catch (DatabaseUnreachable | SecretMissing e) {
      // Most often why somebody looks at the replica: its own errors say it.
      LOG.debug("the source of {}", ids(fed), e);
    } catch (RuntimeException e) {
      LOG.error("the source of {} cannot be polled; it is tried again", ids(fed), e);
    }
    return false;
  }

  private static String ids(List<Fed> fed) {
    return fed.stream().map(Fed::words).collect(Collectors.joining(", "));
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
      Duration wait = rounds.part(interval);
      while (!rounds.leaves(wait)) {
        look();
        wait = rounds.pause(interval, failures, LONGEST);
      }
      drop();
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
  }
}
