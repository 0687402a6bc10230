package io.replicamedic.fleet;

import io.replicamedic.outside.AwsAccount;
import io.replicamedic.outside.AwsAccounts;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Asks the RDS API about everything now and then, in the background, a virtual thread for each
 * account and region: one that hangs delays nobody else. Whoever throttles or refuses us is asked
 * less and less often. Started and closed by the app.
 */
public final class RdsWatch implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofMinutes(15);

  private final Registry registry;
  private final AwsAccounts accounts;
  private final RdsKnowledge knowledge;
  private final Duration interval;
  private final Clock clock;
  private final Rounds rounds;
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
    this.rounds = new Rounds(clock);
  }

  /** Begins at once: what RDS says should be known as soon as what MySQL says. */
  public void start() {
    for (AwsAccount account : knowledge.accounts()) {
      rounds.start("rds-watch-" + account.region(), () -> watch(account));
    }
  }

  /** Ends it, and waits for the calls under way. */
  @Override
  public void close() {
    rounds.close();
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
        rounds.start(
            "rds-ask",
            () -> {
              questions.accept(waiting::get);
              asked.set(true);
            });
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
    } while (!rounds.leaves(rounds.pause(interval, failures, LONGEST)));
  }
}
