package io.replicamedic.rung.network.swap;

import io.replicamedic.isolation.EgressRule;
import io.replicamedic.isolation.Mark;
import io.replicamedic.isolation.Permission;
import io.replicamedic.isolation.Swap;
import io.replicamedic.isolation.SwapState;
import io.replicamedic.isolation.Worn;
import io.replicamedic.obligation.Obligation;
import io.replicamedic.obligation.Obligations;
import io.replicamedic.outside.NetworkInterface;
import io.replicamedic.outside.RdsFleet;
import io.replicamedic.outside.SecurityGroups;
import io.replicamedic.outside.VpcNetwork;
import io.replicamedic.replication.ThreadState;
import io.replicamedic.rung.network.Leftover;
import io.replicamedic.rung.network.Means;
import io.replicamedic.rung.network.Ongoing;
import io.replicamedic.rung.network.Proposal;
import io.replicamedic.rung.network.Situation;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Gives the database a temporary group without the source in the place of those that let it
 * through: nobody else who has these is touched. For a receiver that is connecting, since
 * established connections are tracked and live on.
 */
public final class GroupSwapMeans implements Means {
  /** Kind of its obligations. */
  public static final String KIND = "group-swap";

  private final SwapReach reach;
  private final Obligations obligations;
  private final Duration lag;

  /**
   * Works on that fleet and its network.
   *
   * @param lag what AWS may take to put a change of groups in force
   */
  public GroupSwapMeans(
      RdsFleet fleet,
      VpcNetwork network,
      SecurityGroups groups,
      Obligations obligations,
      Duration lag,
      Clock clock) {
    this.obligations = obligations;
    this.lag = lag;
    this.reach = new SwapReach(fleet, network, groups, clock);
  }

  @Override
  public String name() {
    return "group-swap";
  }

  @Override
  public Duration lag() {
    return lag;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Proposal propose(Situation situation) {
    if (situation.receiver() == ThreadState.YES) {
      return new Proposal.NotPossible(
          "the receiver is connected (Yes), and another security group does not end an established"
              + " connection");
    }
    if (situation.facts().vpc().isEmpty()) {
      return new Proposal.NotPossible("RDS does not tell the VPC of the database");
    }
    if (situation.around().own().isEmpty()) {
      return new Proposal.NotPossible(
          "which interfaces are the database's cannot be told from here, so neither what other"
              + " groups they have, nor whether a swap is in force");
    }
    Set<String> groups = situation.around().groups();
    List<EgressRule> rules = reach.network().egressRules(groups);
    Optional<String> underCut = underCut(groups, rules);
    return underCut.isPresent() ? new Proposal.Busy(underCut.get()) : proposeFor(situation, rules);
  }

  // Another cut's rules, or its temporary group, will not stay.
  private Optional<String> underCut(Set<String> groups, List<EgressRule> rules) {
    Stream<String> marked =
        rules.stream()
            .filter(rule -> Mark.obligation(rule).isPresent())
            .map(rule -> rule.group() + " is under another cut: " + rule.description());
    Stream<String> temporary =
        reach.groups().names(groups).entrySet().stream()
            .filter(each -> each.getValue().startsWith(Mark.of("")))
            .map(each -> each.getKey() + " is of another cut: " + each.getValue());
    return Stream.concat(marked, temporary).findFirst();
  }

  private Proposal proposeFor(Situation situation, List<EgressRule> rules) {
    Set<String> covering =
        Swap.covering(
            rules,
            reach.resolving().of(permissions(rules)),
            situation.addresses(),
            situation.port());
    Worn worn = worn(situation, rules, covering);
    List<Permission> named = new ArrayList<>(permissions(rules));
    named.addAll(worn.ingress());
    return switch (Swap.plan(
        worn, reach.resolving().of(named), situation.addresses(), situation.port())) {
      case Swap.Impossible(List<String> reasons) -> new Proposal.NotPossible(reasons);
      case Swap.Unneeded() ->
          new Proposal.NotPossible(
              "no rule of "
                  + new TreeSet<>(situation.around().groups())
                  + " lets it reach "
                  + new TreeSet<>(situation.addresses())
                  + " anyway");
      case Swap.Possible(SwapState state, List<String> lost) -> {
        List<String> refusals = refusals(state, rules);
        yield refusals.isEmpty()
            ? possible(situation, state, lost)
            : new Proposal.NotPossible(refusals);
      }
    };
  }

  private Worn worn(Situation situation, List<EgressRule> rules, Set<String> covering) {
    Set<Permission> ingress = new HashSet<>();
    covering.forEach(group -> ingress.addAll(reach.groups().ingress(group)));
    return new Worn(
        situation.facts().vpc(),
        DatabaseGroups.of(situation.facts().groups()).coming(),
        situation.around().own().stream().map(NetworkInterface::groups).toList(),
        rules,
        ingress,
        covering.isEmpty() ? List.of() : reach.groups().referringTo(covering),
        having(situation, covering).map(GroupSwapMeans::told).toList());
  }

  private static Stream<NetworkInterface> having(Situation situation, Set<String> groups) {
    return situation.around().others().stream()
        .filter(each -> each.groups().stream().anyMatch(groups::contains));
  }

  private static String told(NetworkInterface each) {
    return each.id() + " (" + each.description() + ", " + new TreeSet<>(each.addresses()) + ")";
  }

  private static List<Permission> permissions(List<EgressRule> rules) {
    return rules.stream().map(EgressRule::permission).toList();
  }

  // The temporary group is not there to be asked for: asked is whether we may do it to the first
  // of those that it replaces.
  private List<String> refusals(SwapState state, List<EgressRule> rules) {
    String name = Mark.of("dry-run");
    String like = state.replaced().getFirst();
    List<String> refusals = new ArrayList<>();
    reach
        .groups()
        .refusalToCreate(state.vpc(), name, name)
        .ifPresent(why -> refusals.add("create a group in " + state.vpc() + ": " + why));
    if (!state.egress().isEmpty()) {
      reach
          .network()
          .refusalToAuthorize(like, state.egress(), name, Map.of())
          .ifPresent(why -> refusals.add("authorise egress, as in " + like + ": " + why));
    }
    List<String> one =
        rules.stream()
            .filter(rule -> rule.group().equals(like))
            .map(EgressRule::id)
            .limit(1)
            .toList();
    reach
        .network()
        .refusalToRevoke(like, one)
        .ifPresent(why -> refusals.add("revoke egress, as in " + like + ": " + why));
    return refusals;
  }

  private Proposal possible(Situation situation, SwapState state, List<String> lost) {
    List<String> notes = new ArrayList<>();
    notes.add(
        "a cut would give the database one temporary group in the place of "
            + state.replaced()
            + ", which allows what these allow but TCP port "
            + state.port()
            + " of "
            + new TreeSet<>(state.addresses())
            + (lost.isEmpty() ? ", nothing less" : ", and besides not: " + String.join("; ", lost))
            + "; it gets "
            + state.egress().size()
            + " egress and "
            + state.ingressOf(SwapCalls.TEMPORARY).size()
            + " ingress rules");
    notes.add(members(situation, state));
    notes.add(
        "others who have "
            + state.replaced()
            + " are not reached; no rule of this account's groups refers to these from elsewhere,"
            + " another account's rules cannot be seen");
    notes.add(
        "RDS changes groups asynchronously and has no dry run: only doing it tells whether "
            + SwapCalls.modify(situation.facts().owner())
            + " is allowed; neither was asked for AuthorizeSecurityGroupIngress and"
            + " DeleteSecurityGroup");
    Set<String> own =
        situation.around().own().stream().map(NetworkInterface::id).collect(Collectors.toSet());
    SwapDocument draft = SwapDocument.of(state, situation.facts(), own);
    return new Proposal.Possible(
        SwapCalls.preparing(state),
        SwapCalls.cutting(state, situation.facts().owner()),
        "the database gets its groups back; when that is in force the temporary group is deleted",
        notes,
        claims(draft),
        id -> ongoing(draft.in(state.owedBy(id))));
  }

  private static String members(Situation situation, SwapState state) {
    String own =
        situation.around().own().stream()
            .map(GroupSwapMeans::told)
            .sorted()
            .collect(Collectors.joining(", "));
    if (situation.facts().cluster().isEmpty()) {
      return "its interfaces: " + own;
    }
    List<String> maybe =
        having(situation, Set.copyOf(state.replaced())).map(GroupSwapMeans::told).sorted().toList();
    return "every member of the cluster "
        + situation.facts().cluster()
        + " gets the temporary group: this one's interfaces are "
        + own
        + (maybe.isEmpty()
            ? ", no other interface has the replaced groups"
            : ", the other members' are among " + maybe);
  }

  private static List<String> claims(SwapDocument document) {
    return Stream.concat(
            document.state().replaced().stream().map(GroupSwapMeans::place),
            Stream.of("database-groups:" + document.database()))
        .toList();
  }

  @Override
  public Ongoing ongoing(Obligation obligation) {
    return ongoing(SwapDocument.read(obligation));
  }

  private Ongoing ongoing(SwapDocument document) {
    return new SwapCut(reach, document);
  }

  @Override
  public List<Leftover> leftovers() {
    Map<String, SwapState> closed = new HashMap<>();
    for (Obligation each : obligations.closedOf(KIND)) {
      Means.readable(each, () -> SwapDocument.read(each).state())
          .forEach(state -> closed.put(state.name(), state));
    }
    return closed.values().stream()
        .map(SwapState::vpc)
        .distinct()
        .flatMap(vpc -> reach.groups().namedLike(vpc, Mark.of("")).entrySet().stream())
        .filter(each -> closed.containsKey(each.getValue()))
        .map(each -> leftover(each.getKey(), Objects.requireNonNull(closed.get(each.getValue()))))
        .toList();
  }

  // A call to create that arrived after its time. What somebody has is not deleted: AWS would not
  // do it either.
  private Leftover leftover(String group, SwapState state) {
    List<String> told = new ArrayList<>(List.of(group + " is named " + state.name()));
    List<NetworkInterface> having = reach.network().interfacesWith(Set.of(group));
    having.stream().map(each -> told(each) + " has it").sorted().forEach(told::add);
    return new Leftover(
        place(group),
        told,
        having.isEmpty() ? Optional.of(reach.calls(state).delete(group)) : Optional.empty());
  }

  private static String place(String group) {
    return "security-group:" + group;
  }
}
