package io.replicamedic.rung.network.rules;

import io.replicamedic.isolation.CutState;
import io.replicamedic.isolation.Cutting;
import io.replicamedic.isolation.EgressRule;
import io.replicamedic.isolation.Reachability;
import io.replicamedic.isolation.Resolution;
import io.replicamedic.isolation.Step;
import io.replicamedic.outside.AwsServices;
import io.replicamedic.outside.VpcNetwork;
import io.replicamedic.replication.Endpoint;
import io.replicamedic.rung.network.Call;
import io.replicamedic.rung.network.Cli;
import io.replicamedic.rung.network.Look;
import io.replicamedic.rung.network.Ongoing;
import io.replicamedic.rung.network.Resolving;
import io.replicamedic.rung.network.Undo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A cut of security group rules on record. */
final class RulesCut implements Ongoing {
  private final AwsServices aws;
  private final VpcNetwork network;
  private final Leftovers leftovers;
  private final CutDocument document;
  private final CutState state;
  private final Optional<Set<String>> allowed;
  private final EgressCalls calls;

  RulesCut(AwsServices aws, Leftovers leftovers, CutDocument document) {
    this(aws, leftovers, document, Optional.empty());
  }

  // allowed: what the committed intent names; empty before there is one.
  private RulesCut(
      AwsServices aws, Leftovers leftovers, CutDocument document, Optional<Set<String>> allowed) {
    this.aws = aws;
    this.network = aws.network();
    this.allowed = allowed;
    this.leftovers = leftovers;
    this.document = document;
    this.state = document.state();
    this.calls = new EgressCalls(network, state.obligationId());
  }

  @Override
  public String document() {
    return document.write();
  }

  @Override
  public Set<String> addresses() {
    return Set.copyOf(state.cut().addresses());
  }

  @Override
  public List<String> undoCommands() {
    return UndoCommands.of(state, new Cli(aws.account()));
  }

  @Override
  public Look preparing() {
    List<EgressRule> now = network.egressRules(state.groups());
    List<Step> needed = new ArrayList<>(leftovers.removals(now));
    needed.addAll(Cutting.missing(state, now));
    return new Look(told(now), calls(needed, now), this);
  }

  @Override
  public Look cutting() {
    List<EgressRule> now = network.egressRules(state.groups());
    List<Step.AddNarrower> missing = Cutting.missing(state, now);
    List<EgressRule> lost = Cutting.lost(state, now);
    List<String> obstacles =
        missing.isEmpty() && lost.isEmpty()
            ? List.of()
            : List.of(
                "what must stay reachable would not: missing "
                    + EgressCalls.words(missing, now)
                    + ", gone meanwhile "
                    + lost);
    List<Step.RevokeOriginals> revokes = allowed(Cutting.toRevoke(state, now));
    CutState revoking = state.revoking(revokes);
    return new Look(
        told(now),
        obstacles,
        calls(revokes, now),
        "",
        new RulesCut(
            aws, leftovers, document.in(revoking), Optional.of(Set.copyOf(revoking.revoking()))));
  }

  // Send only what is committed: an original that a lagging answer had left out needs an intent.
  private List<Step.RevokeOriginals> allowed(List<Step.RevokeOriginals> revokes) {
    return allowed.isEmpty()
        ? revokes
        : revokes.stream()
            .map(each -> each.only(allowed.get()))
            .filter(each -> !each.ruleIds().isEmpty())
            .toList();
  }

  @Override
  public Optional<String> notInForce(Endpoint source) {
    List<EgressRule> now = network.egressRules(document.around());
    Resolution resolution =
        new Resolving(aws).of(now.stream().map(EgressRule::permission).toList());
    return Cutting.inForce(state, now, resolution, source.port())
        ? Optional.empty()
        : Optional.of(because(now, resolution, source));
  }

  private String because(List<EgressRule> now, Resolution resolution, Endpoint source) {
    List<EgressRule> through = Reachability.ways(now, resolution, addresses(), source.port());
    return through.isEmpty()
        ? "rules of ours are gone: what must stay reachable may not be"
        : "it can be reached through " + through;
  }

  @Override
  public Undo undo() {
    return new RulesUndo(network, leftovers, state);
  }

  private List<Call> calls(List<? extends Step> steps, List<EgressRule> known) {
    return steps.stream().map(step -> calls.call(step, known)).toList();
  }

  private static List<String> told(List<EgressRule> rules) {
    return rules.stream().map(EgressRule::toString).toList();
  }
}
