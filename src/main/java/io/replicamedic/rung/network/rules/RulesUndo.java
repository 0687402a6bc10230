package io.replicamedic.rung.network.rules;

import io.replicamedic.isolation.CutState;
import io.replicamedic.isolation.EgressRule;
import io.replicamedic.isolation.Restoration;
import io.replicamedic.isolation.Step;
import io.replicamedic.outside.ApiAnswer;
import io.replicamedic.outside.CloudUnreadable;
import io.replicamedic.outside.VpcNetwork;
import io.replicamedic.rung.network.Call;
import io.replicamedic.rung.network.Undo;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Gives revoked rules back and takes the narrower ones away, call by call. */
final class RulesUndo implements Undo {
  private final VpcNetwork network;
  private final Leftovers leftovers;
  private final EgressCalls calls;
  private CutState state;
  private Optional<Step> noRoom = Optional.empty();

  RulesUndo(VpcNetwork network, Leftovers leftovers, CutState state) {
    this.network = network;
    this.leftovers = leftovers;
    this.state = state;
    this.calls = new EgressCalls(network, state.obligationId());
  }

  @Override
  public Next next() {
    try {
      return after(network.egressRules(state.groups()));
    } catch (CloudUnreadable e) {
      if (!e.noSuchGroup()) {
        throw e;
      }
      // A group that was deleted meanwhile needs nothing back, and must not keep the others
      // waiting.
      Set<String> recorded = state.groups();
      state = state.within(recorded.stream().filter(this::exists).collect(Collectors.toSet()));
      return state.groups().isEmpty()
          ? new Next.Done(recorded + " exist no longer: there is nothing to give back")
          : after(network.egressRules(state.groups()));
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

  // What closed cuts left there goes first: it must not pass for anybody's rule.
  private Next after(List<EgressRule> rules) {
    Optional<Step> refused = noRoom;
    return leftovers.removals(rules).stream()
        .findFirst()
        .map(Step.class::cast)
        .or(() -> refused.flatMap(step -> Restoration.makingRoom(state, step, rules)))
        .or(() -> Restoration.next(state, rules))
        .<Next>map(
            step -> new Next.Send(new Call(EgressCalls.words(step, rules), () -> send(step))))
        .orElseGet(() -> new Next.Done(comparison(rules)));
  }

  private ApiAnswer send(Step step) {
    ApiAnswer answer = calls.send(step);
    noRoom = answer.noRoom() ? Optional.of(step) : Optional.empty();
    return answer;
  }

  private String comparison(List<EgressRule> rules) {
    return (Restoration.asBefore(state, rules)
            ? "egress is as it was"
            : "egress is as others left it")
        + ": "
        + String.join("; ", Restoration.report(state, rules));
  }
}
