package io.replicamedic.rung.network;

import io.replicamedic.isolation.CarveOut;
import io.replicamedic.isolation.Carving;
import io.replicamedic.isolation.Cut;
import io.replicamedic.isolation.CutState;
import io.replicamedic.isolation.Cutting;
import io.replicamedic.isolation.EgressRule;
import io.replicamedic.isolation.GroupCut;
import io.replicamedic.isolation.Mark;
import io.replicamedic.obligation.Obligations;
import io.replicamedic.outside.AwsIdentity;
import io.replicamedic.outside.CloudUnreadable;
import io.replicamedic.outside.Database;
import io.replicamedic.outside.Names;
import io.replicamedic.outside.NetworkInterface;
import io.replicamedic.outside.RdsFacts;
import io.replicamedic.outside.RdsFleet;
import io.replicamedic.outside.RegisteredSource;
import io.replicamedic.outside.VpcNetwork;
import io.replicamedic.replication.Endpoint;
import io.replicamedic.replication.ReceiverDeadline;
import io.replicamedic.replication.ReplicationStatus;
import io.replicamedic.replication.ThreadState;
import java.time.Duration;
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
  private static final Duration MARGIN = Duration.ofSeconds(30);

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
    Set<String> groups =
        facts.groups().stream().map(RdsFacts.Membership::group).collect(Collectors.toSet());
    List<NetworkInterface> interfaces = network.interfacesWith(groups);
    Set<String> here = names.addresses(database.endpoint().host());
    List<NetworkInterface> own =
        interfaces.stream()
            .filter(each -> each.addresses().stream().anyMatch(here::contains))
            .toList();
    own.forEach(each -> groups.addAll(each.groups()));
    List<EgressRule> read = network.egressRules(groups);
    List<EgressRule> others = leftovers.ofOthers(read);
    if (!others.isEmpty()) {
      return new CutProposal.Unreadable(
          others.getFirst().group() + " is under another cut: " + others.getFirst().description());
    }
    List<EgressRule> rules = leftovers.without(read);
    return switch (CarveOut.carve(rules, addresses, status.source().port())) {
      case Carving.Impossible(List<String> reasons) -> new CutProposal.NotPossible(reasons);
      case Carving.Unneeded() ->
          no("no rule of " + new TreeSet<>(groups) + " lets it reach " + addresses + " anyway");
      case Carving.Possible(Cut cut) -> {
        List<String> refusals = refusals(cut);
        yield refusals.isEmpty()
            ? possible(cut, interfaces, own, status, netTimeoutSeconds)
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

  private CutProposal possible(
      Cut cut,
      List<NetworkInterface> interfaces,
      List<NetworkInterface> own,
      ReplicationStatus status,
      int netTimeoutSeconds) {
    List<String> notes = new ArrayList<>();
    notes.add(
        "a cut would take "
            + cut.addresses()
            + " away from "
            + cut.groupIds()
            + ", with every port and protocol that the revoked rules allow to there; rules at the"
            + " peak: "
            + cut.groups().stream()
                .map(group -> group.group() + " " + group.peak() + " of " + CarveOut.QUOTA)
                .collect(Collectors.joining(", ")));
    notes.add(reach(cut, interfaces, own));
    Duration computed =
        ReceiverDeadline.atMost(status, netTimeoutSeconds, ReceiverDeadline.Path.SILENT);
    notes.add(expectation(computed));
    CutState state = new CutState("", cut, Set.of());
    return new CutProposal.Possible(
        cut,
        EgressCalls.words(Cutting.missing(state, cut.before()), cut.before()),
        EgressCalls.words(Cutting.toRevoke(state, cut.before()), cut.before()),
        within(computed),
        policy.longestCut(),
        notes);
  }

  private static String reach(
      Cut cut, List<NetworkInterface> interfaces, List<NetworkInterface> own) {
    List<String> others =
        interfaces.stream()
            .filter(each -> !own.contains(each))
            .filter(each -> each.groups().stream().anyMatch(cut.groupIds()::contains))
            .map(each -> each.id() + " (" + each.description() + ", " + each.addresses() + ")")
            .toList();
    if (own.isEmpty()) {
      return "a cut reaches these interfaces, which of them is its own cannot be told from here: "
          + String.join(", ", others);
    }
    return others.isEmpty()
        ? "nobody else has these groups"
        : "a cut also reaches " + others.size() + " other interfaces: " + String.join(", ", others);
  }

  private String expectation(Duration computed) {
    if (computed.compareTo(longestHeld()) > 0) {
      return "the cut may not suffice: the receiver may go on trying for "
          + (computed.equals(ReceiverDeadline.NEVER)
              ? "ever"
              : "another " + computed.toMinutes() + " min")
          + ", and egress is given back after "
          + policy.longestCut().toSeconds()
          + " s at the latest";
    }
    return "under the cut the receiver gives up within " + computed.toSeconds() + " s";
  }

  private Duration longestHeld() {
    return policy.longestCut().minus(policy.reserve());
  }

  private Duration within(Duration computed) {
    Duration expected = computed.compareTo(longestHeld()) > 0 ? computed : computed.plus(MARGIN);
    return expected.compareTo(longestHeld()) > 0 ? longestHeld() : expected;
  }

  private static CutProposal no(String reason) {
    return new CutProposal.NotPossible(List.of(reason));
  }
}
