package io.replicamedic.rung.network;

import io.replicamedic.isolation.EgressRule;
import io.replicamedic.isolation.Step;
import io.replicamedic.outside.CloudUnreadable;
import io.replicamedic.outside.VpcNetwork;
import io.replicamedic.workflow.Signals;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Sends a change, looks, and sends what is still missing again, until it is there or patience ends.
 * Answers are written down and never believed (design.md, Zombies 6).
 */
final class Settling {
  private static final int DOUBLINGS = 4;

  private final VpcNetwork network;
  private final NetworkPolicy policy;
  private final Clock clock;
  private final Signals signals;

  Settling(VpcNetwork network, NetworkPolicy policy, Clock clock, Signals signals) {
    this.network = network;
    this.policy = policy;
    this.clock = clock;
    this.signals = signals;
  }

  /**
   * What it came to.
   *
   * @param rules as read last
   * @param answers what each call said, in order
   * @param open steps that are still needed
   */
  record Settled(List<EgressRule> rules, List<String> answers, List<? extends Step> open) {
    boolean done() {
      return open.isEmpty();
    }

    /** For the journal. */
    Map<String, Object> told() {
      Map<String, Object> detail = new LinkedHashMap<>();
      detail.put("answers", answers);
      detail.put("rules", rules.stream().map(EgressRule::toString).toList());
      return detail;
    }
  }

  /**
   * Carries out whatever that says is needed, for one obligation's groups.
   *
   * @param ours whether the obligation is still where it was; asked before each call, since another
   *     instance may be giving it back by now
   */
  Settled settle(
      EgressCalls calls,
      Set<String> groups,
      Function<List<EgressRule>, List<? extends Step>> needed,
      BooleanSupplier ours) {
    Instant until = clock.instant().plus(policy.patience());
    List<String> answers = new ArrayList<>();
    List<EgressRule> rules = List.of();
    int round = 0;
    while (true) {
      List<? extends Step> open;
      try {
        rules = network.egressRules(groups);
        open = needed.apply(rules);
      } catch (CloudUnreadable e) {
        answers.add(String.valueOf(e.getMessage()));
        if (!clock.instant().isBefore(until)) {
          throw e;
        }
        pause(++round);
        continue;
      }
      if (open.isEmpty() || !clock.instant().isBefore(until)) {
        return new Settled(rules, answers, open);
      }
      if (round > 0) {
        pause(round);
      }
      for (Step step : open) {
        if (!ours.getAsBoolean()) {
          answers.add("not sent any more: it is being given back");
          return new Settled(rules, answers, open);
        }
        answers.add(calls.send(step).line());
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
