package io.replicamedic.rung.network.swap;

import io.replicamedic.isolation.EgressRule;
import io.replicamedic.isolation.Mark;
import io.replicamedic.isolation.Permission;
import io.replicamedic.isolation.Swap;
import io.replicamedic.isolation.SwapState;
import io.replicamedic.isolation.Worn;
import io.replicamedic.outside.NetworkInterface;
import io.replicamedic.replication.ThreadState;
import io.replicamedic.rung.network.Proposal;
import io.replicamedic.rung.network.Situation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Works out what a swap would mean for one database; asked by {@link GroupSwapMeans}. */
final class SwapProposing {
  private final SwapReach reach;
  private final Situation situation;

  SwapProposing(SwapReach reach, Situation situation) {
    this.reach = reach;
    this.situation = situation;
  }

  Proposal proposal() {
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
    return underCut.isPresent() ? new Proposal.Busy(underCut.get()) : proposeFor(rules);
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

  private Proposal proposeFor(List<EgressRule> rules) {
    Set<String> covering =
        Swap.covering(
            rules,
            reach.resolving().of(permissions(rules)),
            situation.addresses(),
            situation.port());
    Worn worn = worn(rules, covering);
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
        yield refusals.isEmpty() ? possible(state, lost) : new Proposal.NotPossible(refusals);
      }
    };
  }

  private Worn worn(List<EgressRule> rules, Set<String> covering) {
    Set<Permission> ingress = new HashSet<>();
    covering.forEach(group -> ingress.addAll(reach.groups().ingress(group)));
    return new Worn(
        situation.facts().vpc(),
        DatabaseGroups.of(situation.facts().groups()).coming(),
        situation.around().own().stream().map(NetworkInterface::groups).toList(),
        rules,
        ingress,
        covering.isEmpty() ? List.of() : reach.groups().referringTo(covering),
        having(covering).map(SwapProposing::told).toList());
  }

  private Stream<NetworkInterface> having(Set<String> groups) {
    return situation.around().others().stream()
        .filter(each -> each.groups().stream().anyMatch(groups::contains));
  }

  static String told(NetworkInterface each) {
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

  private Proposal possible(SwapState state, List<String> lost) {
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
    notes.add(members(state));
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
    SwapDocument draft = SwapDocument.of(state, situation.facts(), own, reach.aws().account());
    return new Proposal.Possible(
        SwapCalls.preparing(state),
        SwapCalls.cutting(state, situation.facts().owner()),
        "the database gets its groups back; when that is in force the temporary group is deleted",
        notes,
        claims(draft),
        id -> new SwapCut(reach, draft.in(state.owedBy(id))));
  }

  private String members(SwapState state) {
    String own =
        situation.around().own().stream()
            .map(SwapProposing::told)
            .sorted()
            .collect(Collectors.joining(", "));
    if (situation.facts().cluster().isEmpty()) {
      return "its interfaces: " + own;
    }
    List<String> maybe =
        having(Set.copyOf(state.replaced())).map(SwapProposing::told).sorted().toList();
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
            document.state().replaced().stream().map(SwapProposing::place),
            Stream.of("database-groups:" + document.database()))
        .toList();
  }

  private static String place(String group) {
    return "security-group:" + group;
  }
}
