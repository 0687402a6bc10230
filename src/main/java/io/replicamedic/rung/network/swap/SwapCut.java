package io.replicamedic.rung.network.swap;

import io.replicamedic.isolation.EgressRule;
import io.replicamedic.isolation.Filling;
import io.replicamedic.isolation.Permission;
import io.replicamedic.isolation.Reachability;
import io.replicamedic.isolation.Resolution;
import io.replicamedic.isolation.SwapState;
import io.replicamedic.isolation.Swapping;
import io.replicamedic.outside.NetworkInterface;
import io.replicamedic.replication.Endpoint;
import io.replicamedic.rung.network.Call;
import io.replicamedic.rung.network.Cli;
import io.replicamedic.rung.network.Look;
import io.replicamedic.rung.network.Ongoing;
import io.replicamedic.rung.network.Undo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A cut by swapping groups on record. */
final class SwapCut implements Ongoing {
  private final SwapReach reach;
  private final SwapDocument document;
  private final SwapState state;
  private final SwapCalls calls;

  SwapCut(SwapReach reach, SwapDocument document) {
    this.reach = reach;
    this.document = document;
    this.state = document.state();
    this.calls = reach.calls(state);
  }

  @Override
  public String document() {
    return document.write();
  }

  @Override
  public Set<String> addresses() {
    return state.addresses();
  }

  @Override
  public List<String> undoCommands() {
    return SwapUndoCommands.of(document, new Cli(reach.aws().account()));
  }

  @Override
  public Look preparing() {
    Optional<String> named = reach.groups().named(state.vpc(), state.name());
    return named.isEmpty()
        ? new Look(List.of("no group is named " + state.name()), List.of(calls.create()), this)
        : filling(named.get());
  }

  private Look filling(String group) {
    Filling filling = reach.filling(state, group);
    List<Call> needed = new ArrayList<>();
    if (!filling.revoke().isEmpty()) {
      needed.add(calls.revoke(group, filling.revoke()));
    }
    if (!filling.egress().isEmpty()) {
      needed.add(calls.authorizeEgress(group, filling.egress()));
    }
    if (!filling.ingress().isEmpty()) {
      needed.add(calls.authorizeIngress(group, filling.ingress()));
    }
    return new Look(
        List.of(
            "%s is %s, and lacks %d egress and %d ingress rules"
                .formatted(state.name(), group, filling.egress().size(), filling.ingress().size())),
        filling.strange(),
        needed,
        "",
        this);
  }

  @Override
  public Look cutting() {
    Instant before = reach.clock().instant();
    DatabaseGroups now = DatabaseGroups.of(reach.fleet().groups(document.identity()));
    Optional<String> named = reach.groups().named(state.vpc(), state.name());
    if (named.isEmpty() || (state.intended() && !named.get().equals(state.temporary()))) {
      String gone = "the temporary group " + state.name() + " is not there, or not the same";
      return new Look(List.of(now.told()), List.of(gone), List.of(), "", this);
    }
    SwapCut intended = new SwapCut(reach, document.in(state.giving(named.get())));
    return intended.cutting(now, before);
  }

  private Look cutting(DatabaseGroups now, Instant before) {
    List<NetworkInterface> own = own();
    List<String> told = new ArrayList<>(List.of(now.told()));
    own.forEach(each -> told.add(each.id() + ": " + new TreeSet<>(each.groups())));
    if (Swapping.isSwapped(state, now.coming())) {
      return new Look(
          told,
          List.of(),
          List.of(),
          now.pending().isEmpty() ? onInterfaces(own) : now.pending(),
          this);
    }
    List<String> obstacles = obstacles(now);
    return new Look(
        told,
        obstacles,
        obstacles.isEmpty() && now.pending().isEmpty()
            ? List.of(calls.setGroups(document.identity(), Swapping.swapped(state), before))
            : List.of(),
        now.pending(),
        this);
  }

  private List<String> obstacles(DatabaseGroups now) {
    List<String> obstacles = new ArrayList<>();
    if (!Swapping.isOriginal(state, now.coming())) {
      obstacles.add(
          "somebody changed the groups of the database: they are "
              + now.coming()
              + ", were "
              + state.list());
    }
    // Only now can it be asked: a group that we may not delete would stay for ever.
    reach
        .groups()
        .refusalToDelete(state.temporary())
        .ifPresent(why -> obstacles.add("we may not delete " + state.temporary() + ": " + why));
    Filling filling = reach.filling(state, state.temporary());
    if (!filling.isWhole()) {
      obstacles.add(state.temporary() + " does not allow what it must: " + filling);
    }
    Set<Permission> ingress = new HashSet<>();
    state.replaced().forEach(group -> ingress.addAll(reach.groups().ingress(group)));
    List<EgressRule> egress = reach.network().egressRules(Set.copyOf(state.replaced()));
    Swapping.changed(state, egress, ingress).stream()
        .map(change -> "somebody changed the rules of " + state.replaced() + ": " + change)
        .forEach(obstacles::add);
    return obstacles;
  }

  // RDS says active of the list; what drops packets is the interface.
  private String onInterfaces(List<NetworkInterface> own) {
    List<String> waiting =
        document.interfaces().stream()
            .filter(
                id ->
                    own.stream()
                        .noneMatch(
                            each ->
                                each.id().equals(id) && Swapping.isSwapped(state, each.groups())))
            .sorted()
            .toList();
    return waiting.isEmpty() ? "" : "the groups of the interfaces " + waiting + " are not changed";
  }

  private List<NetworkInterface> own() {
    Set<String> known = new HashSet<>(state.list());
    if (state.intended()) {
      known.add(state.temporary());
    }
    return reach.network().interfacesWith(known).stream()
        .filter(each -> document.interfaces().contains(each.id()))
        .toList();
  }

  @Override
  public Optional<String> notInForce(Endpoint source) {
    List<NetworkInterface> own = own();
    String waiting = onInterfaces(own);
    if (!waiting.isEmpty()) {
      return Optional.of(waiting);
    }
    Set<String> worn = new HashSet<>();
    own.forEach(each -> worn.addAll(each.groups()));
    List<EgressRule> rules = reach.network().egressRules(worn);
    Resolution resolution =
        reach.resolving().of(rules.stream().map(EgressRule::permission).toList());
    List<EgressRule> through = Reachability.ways(rules, resolution, addresses(), source.port());
    return through.isEmpty()
        ? Optional.empty()
        : Optional.of("it can be reached through " + through);
  }

  @Override
  public Undo undo() {
    return new SwapUndo(reach, document);
  }
}
