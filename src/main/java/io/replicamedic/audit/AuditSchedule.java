package io.replicamedic.audit;

import io.replicamedic.fleet.Registry;
import io.replicamedic.outside.Database;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Audits databases whose last audit is too old; run now and then by a task that one instance at a
 * time has. Several at once; those that are slow give up their place and stop nobody.
 */
public final class AuditSchedule {
  private static final Logger LOG = LoggerFactory.getLogger(AuditSchedule.class);

  /** At work: a login costs us CPU, and the RDS API throttles. */
  private static final int AT_ONCE = 16;

  /** At work, or waited for: each has a session open. */
  private static final int MOST = 256;

  private final Registry registry;
  private final Audits audits;
  private final AuditTimes times;
  private final Pace pace;
  private final Clock clock;
  private final Instant started;
  private volatile boolean leaving;

  /**
   * How often.
   *
   * @param interval from one audit of a database to the next, give or take a tenth; zero = never
   * @param delay after the start nothing is audited for so long
   * @param slow who has not answered for so long gives up its place
   */
  public record Pace(Duration interval, Duration delay, Duration slow) {}

  /** Wired once; the delay begins. */
  public AuditSchedule(Registry registry, Audits audits, AuditTimes times, Pace pace, Clock clock) {
    this.registry = registry;
    this.audits = audits;
    this.times = times;
    this.pace = pace;
    this.clock = clock;
    this.started = clock.instant();
  }

  /**
   * Audits all whose time has come, and waits for them.
   *
   * @return how many were audited
   */
  public int run() {
    if (!pace.interval().isPositive() || isDelayed()) {
      return 0;
    }
    List<Database> due = due();
    if (due.isEmpty()) {
      return 0;
    }
    Instant begin = clock.instant();
    int done = all(due);
    LOG.info(
        "audited the durability of {} database(s) in {} s",
        done,
        Duration.between(begin, clock.instant()).toMillis() / 1000.0);
    return done;
  }

  // A clock that was set back behind our start says nothing of how long ago that was.
  private boolean isDelayed() {
    Duration up = Duration.between(started, clock.instant());
    return !up.isNegative() && up.compareTo(pace.delay()) < 0;
  }

  /** Nothing more is begun; to be called before whatever an audit needs is closed. */
  public void leave() {
    leaving = true;
  }

  private List<Database> due() {
    Map<String, Instant> last = times.last();
    Instant now = clock.instant();
    return registry.all().stream()
        .filter(it -> isDue(it.id(), Optional.ofNullable(last.get(it.id())), now))
        .sorted(Comparator.comparing(it -> last.getOrDefault(it.id(), Instant.MIN)))
        .toList();
  }

  // Of an audit of the future nobody knows the age: our clock was set back since.
  private boolean isDue(String id, Optional<Instant> last, Instant now) {
    return last.isEmpty()
        || last.get().isAfter(now)
        || !now.isBefore(last.get().plus(intervalOf(id)));
  }

  /** Nine to eleven tenths, always the same for one database: what began together drifts apart. */
  private Duration intervalOf(String id) {
    return pace.interval()
        .multipliedBy(900 + Math.floorMod(id.hashCode() * 31L, 201))
        .dividedBy(1000);
  }

  private int all(List<Database> due) {
    Cloud cloud = audits.cloudOfRun();
    Semaphore atWork = new Semaphore(AT_ONCE);
    Semaphore open = new Semaphore(MOST);
    AtomicInteger done = new AtomicInteger();
    // Closing it waits for all; each ends by the time limits of what it reads.
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Database database : due) {
        open.acquireUninterruptibly();
        atWork.acquireUninterruptibly();
        if (leaving) {
          return done.get();
        }
        CompletableFuture<Void> audit =
            CompletableFuture.runAsync(() -> one(database, cloud, done), threads)
                .whenComplete((_, _) -> open.release());
        audit
            .copy()
            .completeOnTimeout(null, pace.slow().toMillis(), TimeUnit.MILLISECONDS)
            .whenComplete((_, _) -> atWork.release());
      }
    }
    return done.get();
  }

  private void one(Database database, Cloud cloud, AtomicInteger done) {
    try {
      // Somebody may have asked for it, or another instance done it, since this run began.
      if (!leaving && isDue(database.id(), times.last(database.id()), clock.instant())) {
        audits.run(database, new Occasion.Scheduled(), cloud);
        done.incrementAndGet();
      }
    } catch (RuntimeException e) {
      if (!leaving) {
        LOG.error("{} cannot be audited; it is tried again", database.id(), e);
      }
    }
  }
}
