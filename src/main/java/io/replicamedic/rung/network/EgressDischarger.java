package io.replicamedic.rung.network;

import io.replicamedic.isolation.CutState;
import io.replicamedic.isolation.EgressRule;
import io.replicamedic.isolation.Restoration;
import io.replicamedic.isolation.Step;
import io.replicamedic.obligation.Discharge;
import io.replicamedic.obligation.Discharger;
import io.replicamedic.obligation.Obligation;
import io.replicamedic.obligation.Obligations;
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
import java.util.stream.Collectors;

/**
 * Gives cut egress back: exactly our own change, step by step, each on record before it is sent,
 * each looked at afterwards (design.md, Zombies 4 to 8).
 */
public final class EgressDischarger implements Discharger {
  private final VpcNetwork network;
  private final NetworkPolicy policy;
  private final Clock clock;
  private final Settling settling;
  private final Leftovers leftovers;

  /** Works on that network. */
  public EgressDischarger(
      VpcNetwork network,
      Obligations obligations,
      NetworkPolicy policy,
      Clock clock,
      Signals signals) {
    this.network = network;
    this.policy = policy;
    this.clock = clock;
    this.settling = new Settling(network, policy, clock, signals);
    this.leftovers = new Leftovers(obligations);
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
    CutState recorded = CutDocument.read(obligation);
    try {
      return giveBack(obligation, recorded, announce);
    } catch (CloudUnreadable e) {
      return e.noSuchGroup()
          ? giveBackWhatExists(obligation, recorded, announce)
          : new Discharge.NotYet(String.valueOf(e.getMessage()));
    }
  }

  // A group that was deleted meanwhile needs nothing back, and must not keep the others waiting.
  private Discharge giveBackWhatExists(
      Obligation obligation, CutState recorded, Announcement announce) {
    try {
      Set<String> there =
          recorded.groups().stream().filter(this::exists).collect(Collectors.toUnmodifiableSet());
      return there.isEmpty()
          ? new Discharge.Closed(
              recorded.groups() + " exist no longer: there is nothing to give back")
          : giveBack(obligation, recorded.within(there), announce);
    } catch (CloudUnreadable e) {
      return new Discharge.NotYet(String.valueOf(e.getMessage()));
    }
  }

  private boolean exists(String group) {
    try {
      network.egressRules(Set.of(group));
      return true;
    } catch (CloudUnreadable e) {
      if (e.noSuchGroup()) {
        return false;
      }
      throw e;
    }
  }

  private Discharge giveBack(Obligation obligation, CutState state, Announcement announce) {
    EgressCalls calls = new EgressCalls(network, state.obligationId());
    Instant until = clock.instant().plus(policy.patience());
    Optional<Step> last = Optional.empty();
    Optional<Step> noRoom = Optional.empty();
    int repeated = 0;
    while (true) {
      List<EgressRule> rules = network.egressRules(state.groups());
      Optional<Step> next = next(state, rules, noRoom);
      if (next.isEmpty()) {
        return new Discharge.Closed(evidence(obligation, state, rules));
      }
      String words = EgressCalls.words(next.get(), rules);
      if (!clock.instant().isBefore(until)) {
        return new Discharge.NotYet("still to be done: " + words);
      }
      repeated = next.equals(last) ? repeated + 1 : 0;
      if (repeated > 0) {
        settling.pause(repeated);
      }
      announce.acting(words, Map.of());
      ApiAnswer answer = calls.send(next.get());
      announce.answered(words, answer.line());
      noRoom = answer.noRoom() ? next : Optional.empty();
      last = next;
    }
  }

  // What closed cuts left there goes first: it must not pass for anybody's rule.
  private Optional<Step> next(CutState state, List<EgressRule> rules, Optional<Step> noRoom) {
    return leftovers.removals(rules).stream()
        .findFirst()
        .map(Step.class::cast)
        .or(() -> noRoom.flatMap(refused -> Restoration.makingRoom(state, refused, rules)))
        .or(() -> Restoration.next(state, rules));
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
