package io.replicamedic.rung.network.rules;

import io.replicamedic.isolation.CarveOut;
import io.replicamedic.isolation.Carving;
import io.replicamedic.isolation.Cut;
import io.replicamedic.isolation.CutState;
import io.replicamedic.isolation.Cutting;
import io.replicamedic.isolation.EgressRule;
import io.replicamedic.isolation.GroupCut;
import io.replicamedic.isolation.Mark;
import io.replicamedic.isolation.Resolution;
import io.replicamedic.obligation.Obligation;
import io.replicamedic.obligation.Obligations;
import io.replicamedic.outside.AwsAccount;
import io.replicamedic.outside.AwsAccounts;
import io.replicamedic.outside.AwsServices;
import io.replicamedic.outside.CloudUnreadable;
import io.replicamedic.outside.VpcNetwork;
import io.replicamedic.replication.ThreadState;
import io.replicamedic.rung.network.Leftover;
import io.replicamedic.rung.network.Means;
import io.replicamedic.rung.network.Ongoing;
import io.replicamedic.rung.network.Proposal;
import io.replicamedic.rung.network.Resolving;
import io.replicamedic.rung.network.Situation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the way to the source out of the database's security groups: for a receiver that is
 * connecting, since established connections are tracked and live on.
 */
public final class SecurityGroupMeans implements Means {
  /** Kind of its obligations. */
  public static final String KIND = "egress-cut";

  private static final Logger LOG = LoggerFactory.getLogger(SecurityGroupMeans.class);

  private final AwsAccounts aws;
  private final Obligations obligations;
  private final Leftovers leftovers;

  /** Works there, in each database's account. */
  public SecurityGroupMeans(AwsAccounts aws, Obligations obligations) {
    this.aws = aws;
    this.obligations = obligations;
    this.leftovers = new Leftovers(obligations);
  }

  @Override
  public String name() {
    return "security-group";
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Proposal propose(Situation situation) {
    if (situation.receiver() == ThreadState.YES) {
      return new Proposal.NotPossible(
          "the receiver is connected (Yes), and taking a rule out of a security group does not end"
              + " an established connection");
    }
    AwsServices there = aws.of(situation.database().account());
    Set<String> groups = situation.around().groups();
    List<EgressRule> read = there.network().egressRules(groups);
    List<EgressRule> others = leftovers.ofOthers(read);
    if (!others.isEmpty()) {
      return new Proposal.Busy(
          others.getFirst().group() + " is under another cut: " + others.getFirst().description());
    }
    List<EgressRule> rules = leftovers.without(read);
    Resolution resolution =
        new Resolving(there).of(rules.stream().map(EgressRule::permission).toList());
    return switch (CarveOut.carve(rules, resolution, situation.addresses(), situation.port())) {
      case Carving.Impossible(List<String> reasons) -> new Proposal.NotPossible(reasons);
      case Carving.Unneeded() ->
          new Proposal.NotPossible(
              "no rule of "
                  + new TreeSet<>(groups)
                  + " lets it reach "
                  + situation.addresses()
                  + " anyway");
      case Carving.Possible(Cut cut, List<String> lost) -> {
        List<String> refusals = refusals(cut, there.network());
        yield refusals.isEmpty()
            ? possible(cut, lost, situation, there)
            : new Proposal.NotPossible(refusals);
      }
    };
  }

  private static List<String> refusals(Cut cut, VpcNetwork network) {
    List<String> refusals = new ArrayList<>();
    for (GroupCut group : cut.groups()) {
      List<String> ids = group.revoke().stream().map(EgressRule::id).toList();
      network
          .refusalToAuthorize(group.group(), group.add(), Mark.of("dry-run"), Map.of())
          .ifPresent(why -> refusals.add("authorise in " + group.group() + ": " + why));
      network
          .refusalToRevoke(group.group(), ids)
          .ifPresent(why -> refusals.add("revoke in " + group.group() + ": " + why));
      for (EgressRule original : group.revoke()) {
        network
            .refusalToAuthorize(
                original.group(),
                List.of(original.permission()),
                original.description(),
                original.tags())
            .ifPresent(why -> refusals.add("give back " + original + ": " + why));
      }
    }
    return refusals;
  }

  private Proposal possible(Cut cut, List<String> lost, Situation situation, AwsServices there) {
    CutState state = new CutState("", cut, Set.of());
    String peaks =
        cut.groups().stream()
            .map(group -> group.group() + " " + group.peak() + " of " + CarveOut.QUOTA)
            .collect(Collectors.joining(", "));
    String taken =
        "a cut would take TCP port "
            + situation.port()
            + " of "
            + cut.addresses()
            + " away from "
            + cut.groupIds()
            + (lost.isEmpty() ? ", nothing besides" : ", and besides: " + String.join("; ", lost))
            + "; rules at the peak: "
            + peaks;
    return new Proposal.Possible(
        EgressCalls.words(Cutting.missing(state, cut.before()), cut.before()),
        EgressCalls.words(Cutting.toRevoke(state, cut.before()), cut.before()),
        "the revoked rules again, with their descriptions and tags; then the narrower ones are"
            + " removed",
        List.of(taken, situation.around().reach(cut.groupIds())),
        cut.groupIds().stream().map(SecurityGroupMeans::place).toList(),
        id ->
            ongoing(
                new CutDocument(
                    new CutState(id, cut, Set.of()),
                    situation.around().groups(),
                    Optional.of(there.account()))));
  }

  @Override
  public Ongoing ongoing(Obligation obligation) {
    return ongoing(CutDocument.read(obligation));
  }

  private Ongoing ongoing(CutDocument document) {
    return new RulesCut(document.there(aws), leftovers, document);
  }

  @Override
  public List<Leftover> leftovers() {
    return obligations.closedOf(KIND).stream()
        .flatMap(each -> Means.readable(each, () -> CutDocument.read(each)))
        .flatMap(this::places)
        .distinct()
        .flatMap(this::leftoversIn)
        .toList();
  }

  private record Place(AwsAccount account, String group) {}

  private Stream<Place> places(CutDocument document) {
    AwsAccount account = document.there(aws).account();
    return document.state().groups().stream().map(group -> new Place(account, group));
  }

  // Each by itself: a group that was deleted since must not hide the others.
  private Stream<Leftover> leftoversIn(Place place) {
    String group = place.group();
    VpcNetwork network = aws.of(place.account()).network();
    try {
      List<EgressRule> left = leftovers.among(network.egressRules(Set.of(group)));
      EgressCalls calls = new EgressCalls(network, "");
      List<String> told = left.stream().map(EgressRule::toString).toList();
      return leftovers.removals(left).stream()
          .map(
              removal ->
                  new Leftover(place(group), told, Optional.of(calls.call(removal, List.of()))));
    } catch (CloudUnreadable e) {
      if (!e.noSuchGroup()) {
        LOG.warn("{} was cut once and cannot be looked after: {}", group, e.getMessage());
      }
      return Stream.of();
    }
  }

  private static String place(String group) {
    return "security-group:" + group;
  }
}
