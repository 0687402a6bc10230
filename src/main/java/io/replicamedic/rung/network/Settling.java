package io.replicamedic.rung.network;

import io.replicamedic.isolation.EgressRule;
import io.replicamedic.isolation.Step;
import io.replicamedic.outside.ApiAnswer;
import io.replicamedic.outside.CloudUnreadable;
import io.replicamedic.outside.VpcNetwork;
import io.replicamedic.workflow.Signals;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Sends a change, looks, and sends what is still missing again, until it is there or patience ends.
 * Answers are written down and never believed (design.md, Zombies 6).
 */
final class Settling {
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
  }

  /** Carries out whatever that says is needed, for one obligation's groups. */
  Settled settle(
      EgressCalls calls,
      Set<String> groups,
      Function<List<EgressRule>, List<? extends Step>> needed) {
    Instant until = clock.instant().plus(policy.patience());
    List<String> answers = new ArrayList<>();
    List<EgressRule> rules = List.of();
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
        pause();
        continue;
      }
      if (open.isEmpty() || !clock.instant().isBefore(until)) {
        return new Settled(rules, answers, open);
      }
      boolean refused = false;
      for (Step step : open) {
        ApiAnswer answer = calls.send(step);
        answers.add(answer.line());
        refused |= !(answer instanceof ApiAnswer.Accepted);
      }
      if (refused || answers.size() > open.size()) {
        pause();
      }
    }
  }

  /** The pause between two looks, whatever else this instance commits meanwhile. */
  void pause() {
    Instant end = clock.instant().plus(policy.pause());
    for (Instant now = clock.instant(); now.isBefore(end); now = clock.instant()) {
      signals.await(signals.seen(), Duration.between(now, end));
    }
  }
}
