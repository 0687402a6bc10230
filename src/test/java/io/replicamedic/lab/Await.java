package io.replicamedic.lab;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Polls for a condition until a deadline; the only place where the lab and its tests wait. */
public final class Await {
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(20);

  private Await() {}

  /** A question to a server; an exception is an answer too, it ends the waiting. */
  @FunctionalInterface
  public interface Question {
    boolean isTrue() throws Exception;
  }

  /**
   * Returns once the question is answered with yes.
   *
   * @throws AssertionError past the deadline, with what was waited for
   */
  public static void until(String what, Duration deadline, Question question) {
    until(() -> what, deadline, question);
  }

  /** The same, for what can only be said when the deadline has passed: the state seen instead. */
  public static void until(Supplier<String> what, Duration deadline, Question question) {
    if (!within(deadline, question)) {
      throw new AssertionError("not within " + deadline.toMillis() + " ms: " + what.get());
    }
  }

  /** Whether the question was answered with yes before the deadline. */
  public static boolean within(Duration deadline, Question question) {
    long end = System.nanoTime() + deadline.toNanos();
    while (true) {
      try {
        if (question.isTrue()) {
          return true;
        }
      } catch (Exception e) {
        throw new IllegalStateException("while waiting: " + e.getMessage(), e);
      }
      if (System.nanoTime() > end || Thread.currentThread().isInterrupted()) {
        return false;
      }
      LockSupport.parkNanos(PAUSE);
    }
  }
}
