package io.replicamedic.fleet;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down what {@link History} and {@link Latches} hold, and deletes what is kept for too long:
 * one thread, so that no reading waits for the store. Started and closed by the app.
 */
public final class Clerk implements AutoCloseable {
  /**
   * What is kept.
   *
   * @param samples for how long numbers are
   * @param changes for how long changes are
   * @param mostChanges how many changes of one replica are, at most
   */
  public record Retention(Duration samples, Duration changes, int mostChanges) {}

  private static final Logger LOG = LoggerFactory.getLogger(Clerk.class);

  /** Rows of one transaction: others wait for it as briefly. */
  private static final int BATCH = 500;

  /** More is left for the next time, so that deleting never keeps changes from being written. */
  private static final int BATCHES = 20;

  private static final Duration ROUND = Duration.ofSeconds(1);
  private static final Duration SAMPLES = Duration.ofSeconds(5);
  private static final Duration AWAY = Duration.ofSeconds(5);
  private static final Duration TIDYING = Duration.ofMinutes(1);
  private static final Duration COUNTING = Duration.ofMinutes(10);
  private static final Duration LEAVING = Duration.ofSeconds(5);

  private final History history;
  private final Latches latches;
  private final HistoryStore store;
  private final Retention retention;
  private final Clock clock;
  private final Thread thread = Thread.ofPlatform().name("history").unstarted(this::run);
  private final CountDownLatch closed = new CountDownLatch(1);
  private boolean away;
  private History.Lost told = new History.Lost(0, 0);
  private Instant nextSamples = Instant.MIN;
  private Instant nextTidying = Instant.MIN;
  private Instant nextCounting = Instant.MIN;

  /** Wired once. */
  public Clerk(
      History history, Latches latches, HistoryStore store, Retention retention, Clock clock) {
    this.history = history;
    this.latches = latches;
    this.store = store;
    this.retention = retention;
    this.clock = clock;
  }

  /** Begins. */
  public void start() {
    thread.start();
  }

  /** Writes what is there still, if the store takes it, and ends. */
  @Override
  public void close() {
    closed.countDown();
    try {
      if (thread.isAlive() && !thread.join(LEAVING)) {
        LOG.warn("the history is not written in time and is left behind");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  // Never ended by an interrupt: it would close the embedded store's file under everybody.
  private void run() {
    try {
      Duration rest = Duration.ZERO;
      while (!closed.await(rest.toMillis(), TimeUnit.MILLISECONDS)) {
        history.awaitChange(ROUND);
        rest = round() ? Duration.ZERO : AWAY;
      }
      nextSamples = Instant.MIN;
      round();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Does what is due; whether the store took it. */
  boolean round() {
    Instant now = clock.instant();
    try {
      if (latches.isWaiting() || !now.isBefore(nextTidying)) {
        latches.refresh();
      }
      all(() -> history.writeChanges(store, BATCH));
      if (!now.isBefore(nextSamples)) {
        all(() -> history.writeSamples(store, BATCH));
        nextSamples = now.plus(SAMPLES);
      }
      tidy(now);
      back();
      return true;
    } catch (RuntimeException e) {
      if (!away) {
        LOG.warn("the store does not take the history of the replicas; it is kept for a while", e);
      }
      away = true;
      return false;
    }
  }

  private void tidy(Instant now) {
    if (now.isBefore(nextTidying)) {
      return;
    }
    nextTidying = now.plus(TIDYING);
    all(() -> store.pruneSamples(now.minus(retention.samples()), BATCH));
    all(() -> store.pruneChanges(now.minus(retention.changes()), BATCH));
    if (!now.isBefore(nextCounting)) {
      nextCounting = now.plus(COUNTING);
      all(() -> store.pruneChangesBeyond(retention.mostChanges(), BATCH));
    }
  }

  private static void all(IntSupplier batch) {
    for (int i = 0; i < BATCHES; i++) {
      if (batch.getAsInt() < BATCH) {
        return;
      }
    }
  }

  private void back() {
    History.Lost lost = history.lost();
    if (away && lost.equals(told)) {
      LOG.info("the store takes the history of the replicas again; nothing of it was lost");
    } else if (!lost.equals(told)) {
      LOG.warn(
          "{} changes and {} samples of replicas were lost: the store refused them, or took too"
              + " little for too long",
          lost.changes() - told.changes(),
          lost.samples() - told.samples());
    }
    told = lost;
    away = false;
  }
}
