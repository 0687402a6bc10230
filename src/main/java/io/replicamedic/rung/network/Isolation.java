package io.replicamedic.rung.network;

import io.replicamedic.isolation.CarveOut;
import io.replicamedic.isolation.Carving;
import io.replicamedic.isolation.Cut;
import io.replicamedic.isolation.CutState;
import io.replicamedic.isolation.Cutting;
import io.replicamedic.isolation.EgressRule;
import io.replicamedic.isolation.GroupCut;
import io.replicamedic.isolation.Mark;
import io.replicamedic.isolation.Resolution;
import io.replicamedic.obligation.Obligations;
import io.replicamedic.outside.AwsIdentity;
import io.replicamedic.outside.CloudUnreadable;
import io.replicamedic.outside.Database;
import io.replicamedic.outside.Names;
import io.replicamedic.outside.RdsFacts;
import io.replicamedic.outside.RdsFleet;
import io.replicamedic.outside.RegisteredSource;
import io.replicamedic.outside.VpcNetwork;
import io.replicamedic.replication.Endpoint;
import io.replicamedic.replication.ReplicationStatus;
import io.replicamedic.replication.ThreadState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Works out what cutting a database off from its source would mean: which groups and rules, whom
 * else it reaches, whether we are allowed to, and for how long. Reads only; used for plans, and
 * again right before the cut.
 */
public final class Isolation {
  private final VpcNetwork network;
  private final RdsFleet fleet;
  private final Names names;
  private final Leftovers leftovers;
  private final NetworkPolicy policy;

  /** Asks there. */
  public Isolation(
      VpcNetwork network,
      RdsFleet fleet,
      Names names,
      Obligations obligations,
      NetworkPolicy policy) {
    this.network = network;
    this.fleet = fleet;
    this.names = names;
    this.leftovers = new Leftovers(obligations);
    this.policy = policy;
  }

  /**
   * The proposal for a replica in that state.
   *
   * @param netTimeoutSeconds replica_net_timeout of the replica
   */
  public CutProposal propose(Database database, ReplicationStatus status, int netTimeoutSeconds) {
    Optional<AwsIdentity> identity = database.aws();
    if (identity.isEmpty()) {
      return no("no RDS identity (aws) is registered for " + database.id());
    }
    if (status.receiver() == ThreadState.YES) {
      return no(
          "the receiver is connected (Yes): taking a rule out of a security group does not end an"
              + " established connection");
    }
    if (status.receiver() == ThreadState.NO) {
      return no("the receiver has ended already");
    }
    try {
      return reachable(database, fleet.facts(identity.get()), status, netTimeoutSeconds);
    } catch (CloudUnreadable e) {
      return new CutProposal.Unreadable(String.valueOf(e.getMessage()));
    }
  }

  private CutProposal reachable(
      Database database, RdsFacts facts, ReplicationStatus status, int netTimeoutSeconds) {
    List<String> changing =
        facts.groups().stream()
            .filter(membership -> !membership.status().equals("active"))
            .map(membership -> membership.group() + " is " + membership.status())
            .toList();
    if (!changing.isEmpty()) {
      return no("its security groups are being changed: " + String.join(", ", changing));
    }
    Set<String> addresses = addresses(database, status.source());
    if (addresses.isEmpty()) {
      return no("the source's name " + status.source().host() + " cannot be resolved from here");
    }
    Surroundings around =
        Surroundings.of(
            network,
            facts.groups().stream().map(RdsFacts.Membership::group).collect(Collectors.toSet()),
            names.addresses(database.endpoint().host()));
    List<EgressRule> read = network.egressRules(around.groups());
    List<EgressRule> others = leftovers.ofOthers(read);
    if (!others.isEmpty()) {
      return new CutProposal.Unreadable(
          others.getFirst().group() + " is under another cut: " + others.getFirst().description());
    }
    List<EgressRule> rules = leftovers.without(read);
    return switch (CarveOut.carve(rules, Resolution.NONE, addresses, status.source().port())) {
      case Carving.Impossible(List<String> reasons) -> new CutProposal.NotPossible(reasons);
      case Carving.Unneeded() ->
          no(
              "no rule of "
                  + new TreeSet<>(around.groups())
                  + " lets it reach "
                  + addresses
                  + " anyway");
      case Carving.Possible(Cut cut, List<String> lost) -> {
        List<String> refusals = refusals(cut);
        yield refusals.isEmpty()
            ? possible(cut, lost, around, CutTime.of(status, netTimeoutSeconds, policy))
            : new CutProposal.NotPossible(refusals);
      }
    };
  }

  // The database resolves the name in its own VPC, perhaps to another address than we do.
  private Set<String> addresses(Database database, Endpoint configured) {
    Set<String> all = new TreeSet<>(names.addresses(configured.host()));
    database
        .source()
        .filter(source -> source.asDatabase().host().equals(configured.host()))
        .map(RegisteredSource::addresses)
        .ifPresent(all::addAll);
    return all;
  }

  private List<String> refusals(Cut cut) {
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

  private CutProposal possible(Cut cut, List<String> lost, Surroundings around, CutTime time) {
    CutState state = new CutState("", cut, Set.of());
    String peaks =
        cut.groups().stream()
            .map(group -> group.group() + " " + group.peak() + " of " + CarveOut.QUOTA)
            .collect(Collectors.joining(", "));
    String taken =
        "a cut would take the source's port at "
            + cut.addresses()
            + " away from "
            + cut.groupIds()
            + (lost.isEmpty() ? ", nothing besides" : ", and besides " + lost)
            + "; rules at the peak: "
            + peaks;
    return new CutProposal.Possible(
        cut,
        EgressCalls.words(Cutting.missing(state, cut.before()), cut.before()),
        EgressCalls.words(Cutting.toRevoke(state, cut.before()), cut.before()),
        time.within(),
        policy.longestCut(),
        List.of(taken, around.reach(cut), time.expectation()));
  }

  private static CutProposal no(String reason) {
    return new CutProposal.NotPossible(List.of(reason));
  }
}
