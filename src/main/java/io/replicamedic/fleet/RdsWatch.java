package io.replicamedic.fleet;

import io.replicamedic.outside.AwsAccount;
import io.replicamedic.outside.AwsAccounts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the RDS API about everything now and then, in the background, a virtual thread for each
 * account and region: one that hangs delays nobody else. Whoever throttles or refuses us is asked
 * less and less often. Started and closed by the app.
 */
public final class RdsWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RdsWatch.class);

  private static final Duration LONGEST = Duration.ofMinutes(15);

  /** Longer than what a call may take. */
  private static final Duration LEAVING = Duration.ofSeconds(20);

  private final Registry registry;
  private final AwsAccounts accounts;
  private final RdsKnowledge knowledge;
  private final Duration interval;
  private final Clock clock;
  private final RandomGenerator random = RandomGenerator.getDefault();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final List<Thread> threads = new ArrayList<>();
  private final Set<Thread> asking = ConcurrentHashMap.newKeySet();
  private final Map<AwsAccount, RdsInquiry> inquiries = new ConcurrentHashMap<>();

  /**
   * Wired once.
   *
   * @param interval from one survey to the next, give or take a tenth
   */
  public RdsWatch(
      Registry registry,
      AwsAccounts accounts,
      RdsKnowledge knowledge,
      Duration interval,
      Clock clock) {
    this.registry = registry;
    this.accounts = accounts;
    this.knowledge = knowledge;
    this.interval = interval;
    this.clock = clock;
  }

  /** Begins at once: what RDS says should be known as soon as what MySQL says. */
  public void start() {
    for (AwsAccount account : knowledge.accounts()) {
      threads.add(
          Thread.ofVirtual().name("rds-watch-" + account.region()).start(() -> watch(account)));
    }
  }

  /** Ends it, and waits for the calls under way for as long as one may take. */
  @Override
  public void close() {
    closed.countDown();
    Instant until = clock.instant().plus(LEAVING);
    try {
      for (Thread each : Stream.concat(threads.stream(), asking.stream()).toList()) {
        Duration left = Duration.between(clock.instant(), until);
        if (!each.join(left.isPositive() ? left : Duration.ZERO)) {
          LOG.warn("{} does not end in time and is left behind", each.getName());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Everything of that account, once, now; whether all was answered. */
  boolean look(AwsAccount account) {
    return inquiry(account).everything();
  }

  /**
   * What happened there lately, now; everything, if not all was read yet.
   *
   * @param wanted whether somebody still waits for it, when its turn comes
   */
  void lookForEvents(AwsAccount account, BooleanSupplier wanted) {
    inquiry(account).lately(wanted);
  }

  /**
   * Asks on a thread of its own; whether all was asked within that time. What is answered later is
   * learnt all the same.
   *
   * @param questions told whether somebody still waits for the answers
   */
  boolean within(Duration patience, Consumer<BooleanSupplier> questions) {
    AtomicBoolean waiting = new AtomicBoolean(true);
    AtomicBoolean asked = new AtomicBoolean();
    Thread thread =
        Thread.ofVirtual()
            .name("rds-ask")
            .unstarted(
                () -> {
                  try {
                    questions.accept(waiting::get);
                    asked.set(true);
                  } finally {
                    asking.remove(Thread.currentThread());
                  }
                });
    asking.add(thread);
    thread.start();
    try {
      return thread.join(patience) && asked.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      waiting.set(false);
    }
  }

  private RdsInquiry inquiry(AwsAccount account) {
    return inquiries.computeIfAbsent(
        account, it -> new RdsInquiry(registry, accounts.of(it), it, knowledge, clock));
  }

  private void watch(AwsAccount account) {
    int failures = 0;
    do {
      failures = look(account) ? 0 : failures + 1;
    } while (!leaves(wait(failures)));
  }

  private Duration wait(int failures) {
    Duration doubled = interval.multipliedBy(1L << Math.min(failures, 10));
    Duration most = interval.compareTo(LONGEST) > 0 ? interval : LONGEST;
    Duration wait = doubled.compareTo(most) < 0 ? doubled : most;
    return wait.multipliedBy(900 + random.nextLong(200)).dividedBy(1000);
  }

  private boolean leaves(Duration wait) {
    try {
      return closed.await(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
