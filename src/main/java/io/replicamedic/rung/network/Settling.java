package io.replicamedic.rung.network;

import io.replicamedic.outside.CloudUnreadable;
import io.replicamedic.workflow.Signals;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Sends a change, looks, and sends what is still missing again, until it is there or patience ends.
 * Answers are written down and never believed (design.md, Zombies 6).
 */
final class Settling {
  private static final int DOUBLINGS = 4;

  private final NetworkPolicy policy;
  private final Clock clock;
  private final Signals signals;

  Settling(NetworkPolicy policy, Clock clock, Signals signals) {
    this.policy = policy;
    this.clock = clock;
    this.signals = signals;
  }

  /**
   * What it came to.
   *
   * @param last as read last
   * @param answers what each call said, in order
   */
  record Settled(Look last, List<String> answers) {
    boolean done() {
      return last.done();
    }

    /** For the journal. */
    Map<String, Object> told() {
      Map<String, Object> detail = new LinkedHashMap<>();
      detail.put("answers", answers);
      detail.putAll(last.detail());
      return detail;
    }
  }

  /**
   * Carries out what each look says is needed.
   *
   * @param lag what AWS may take besides, to put a change in force that it has accepted
   * @param ours whether the obligation is still where it was; asked before each call, since another
   *     instance may be undoing it by now
   */
  Settled settle(Supplier<Look> looking, Duration lag, BooleanSupplier ours) {
    Instant until = clock.instant().plus(policy.patience()).plus(lag);
    List<String> answers = new ArrayList<>();
    int round = 0;
    while (true) {
      Look look;
      try {
        look = looking.get();
      } catch (CloudUnreadable e) {
        answers.add(String.valueOf(e.getMessage()));
        if (!clock.instant().isBefore(until)) {
          throw e;
        }
        pause(++round);
        continue;
      }
      if (look.done() || !look.obstacles().isEmpty() || !clock.instant().isBefore(until)) {
        return new Settled(look, answers);
      }
      if (round > 0) {
        pause(round);
      }
      for (Call call : look.needed()) {
        if (!ours.getAsBoolean()) {
          answers.add("not sent any more: it is being undone");
          return new Settled(look, answers);
        }
        answers.add(call.send().get().line());
      }
      round++;
    }
  }

  /** A pause before the same again, twice as long each time, whatever else is committed here. */
  void pause(int round) {
    Duration longer = policy.pause().multipliedBy(1L << Math.min(round - 1, DOUBLINGS));
    Instant end = clock.instant().plus(longer);
    for (Instant now = clock.instant(); now.isBefore(end); now = clock.instant()) {
      signals.await(signals.seen(), Duration.between(now, end));
    }
  }
}
