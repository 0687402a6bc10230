package io.replicamedic.rung.network;

import io.replicamedic.isolation.CutState;
import io.replicamedic.isolation.EgressRule;
import io.replicamedic.isolation.Restoration;
import io.replicamedic.isolation.Step;
import io.replicamedic.obligation.Discharge;
import io.replicamedic.obligation.Discharger;
import io.replicamedic.obligation.Obligation;
import io.replicamedic.outside.ApiAnswer;
import io.replicamedic.outside.CloudUnreadable;
import io.replicamedic.outside.VpcNetwork;
import io.replicamedic.workflow.Signals;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Gives cut egress back: exactly our own change, step by step, each on record before it is sent,
 * each looked at afterwards (design.md, Zombies 4 to 8).
 */
public final class EgressDischarger implements Discharger {
  private final VpcNetwork network;
  private final NetworkPolicy policy;
  private final Clock clock;
  private final Settling settling;

  /** Works on that network. */
  public EgressDischarger(VpcNetwork network, NetworkPolicy policy, Clock clock, Signals signals) {
    this.network = network;
    this.policy = policy;
    this.clock = clock;
    this.settling = new Settling(network, policy, clock, signals);
  }

  @Override
  public String kind() {
    return OpenCut.KIND;
  }

  @Override
  public boolean needsDatabase() {
    return false;
  }

  @Override
  public List<String> undoCommands(Obligation obligation) {
    return UndoCommands.of(CutDocument.read(obligation));
  }

  @Override
  public Discharge attempt(Obligation obligation, BooleanSupplier rightful, Announcement announce) {
    CutState state = CutDocument.read(obligation);
    EgressCalls calls = new EgressCalls(network, state.obligationId());
    Set<String> groups = Set.copyOf(state.cut().groupIds());
    Instant until = clock.instant().plus(policy.patience());
    Optional<Step> last = Optional.empty();
    try {
      while (true) {
        List<EgressRule> rules = network.egressRules(groups);
        Optional<Step> next = Restoration.next(state, rules);
        if (next.isEmpty()) {
          return new Discharge.Closed(evidence(obligation, state, rules));
        }
        String words = EgressCalls.words(next.get(), rules);
        if (!clock.instant().isBefore(until)) {
          return new Discharge.NotYet("still to be done: " + words);
        }
        if (next.equals(last)) {
          settling.pause();
        }
        announce.acting(words, Map.of());
        ApiAnswer answer = calls.send(next.get());
        announce.answered(words, answer.line());
        last = next;
      }
    } catch (CloudUnreadable e) {
      return new Discharge.NotYet(String.valueOf(e.getMessage()));
    }
  }

  private String evidence(Obligation obligation, CutState state, List<EgressRule> rules) {
    long held = Duration.between(obligation.createdAt(), clock.instant()).toMillis();
    String before =
        Restoration.asBefore(state, rules) ? "egress is as it was" : "egress is as others left it";
    return before
        + ", "
        + held / 1000.0
        + " s after it was touched first: "
        + String.join("; ", Restoration.report(state, rules));
  }
}
