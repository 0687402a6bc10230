package io.replicamedic.rung.network.acl;

import io.replicamedic.isolation.Cidr;
import io.replicamedic.isolation.Denial;
import io.replicamedic.isolation.DenialState;
import io.replicamedic.isolation.Denying;
import io.replicamedic.isolation.Family;
import io.replicamedic.isolation.NetworkAcl;
import io.replicamedic.isolation.Placement;
import io.replicamedic.obligation.Obligation;
import io.replicamedic.obligation.Obligations;
import io.replicamedic.outside.AwsAccount;
import io.replicamedic.outside.AwsAccounts;
import io.replicamedic.outside.AwsServices;
import io.replicamedic.outside.CloudUnreadable;
import io.replicamedic.outside.NetworkAcls;
import io.replicamedic.outside.NetworkInterface;
import io.replicamedic.rung.network.Call;
import io.replicamedic.rung.network.Leftover;
import io.replicamedic.rung.network.Means;
import io.replicamedic.rung.network.Ongoing;
import io.replicamedic.rung.network.Proposal;
import io.replicamedic.rung.network.Situation;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
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
 * Denies the source's address and port in the network ACLs of the database's subnets: stateless, so
 * that an established connection ({@code Yes}) loses its packets at once.
 */
public final class NetworkAclMeans implements Means {
  /** Kind of its obligations. */
  public static final String KIND = "acl-cut";

  private static final Logger LOG = LoggerFactory.getLogger(NetworkAclMeans.class);

  private final AwsAccounts aws;
  private final Clock clock;
  private final UsedNumbers used;

  /** Works there, in each database's account. */
  public NetworkAclMeans(AwsAccounts aws, Obligations obligations, Clock clock) {
    this.aws = aws;
    this.clock = clock;
    this.used = new UsedNumbers(obligations);
  }

  @Override
  public String name() {
    return "network-acl";
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Proposal propose(Situation situation) {
    Set<String> subnets = subnets(situation);
    if (subnets.isEmpty()) {
      return new Proposal.NotPossible("the subnets of the database are not known");
    }
    AwsServices there = aws.of(situation.database().account());
    NetworkAcls acls = there.acls();
    Optional<String> neighbours = neighbours(acls, subnets, situation.addresses());
    if (neighbours.isPresent()) {
      return new Proposal.NotPossible(neighbours.get());
    }
    // The time first: a number counts as free only if it was unused for long before this reading.
    Instant before = clock.instant();
    List<NetworkAcl> now = acls.ofSubnets(subnets);
    return switch (Denial.plan(
        now, situation.addresses(), situation.port(), used.numbers(now, before))) {
      case Denial.Impossible(List<String> reasons) -> new Proposal.NotPossible(reasons);
      case Denial.Unneeded() ->
          new Proposal.NotPossible(
              "the network ACLs of its subnets deny " + situation.addresses() + " anyway");
      case Denial.Possible(List<Placement> placements) -> {
        List<String> refusals = refusals(acls, placements);
        yield refusals.isEmpty()
            ? possible(situation, subnets, now, placements, there.account())
            : new Proposal.NotPossible(refusals);
      }
    };
  }

  // Where it is, and where a failover may put it.
  private static Set<String> subnets(Situation situation) {
    Set<String> subnets = new TreeSet<>(situation.facts().subnets());
    situation.around().own().stream().map(NetworkInterface::subnet).forEach(subnets::add);
    subnets.remove("");
    return subnets;
  }

  private static Optional<String> neighbours(
      NetworkAcls acls, Set<String> subnets, Set<String> addresses) {
    for (Map.Entry<String, Set<Cidr>> subnet : acls.blocks(subnets).entrySet()) {
      for (String address : addresses) {
        if (subnet.getValue().stream().anyMatch(block -> block.contains(address))) {
          return Optional.of(
              "the source's address "
                  + address
                  + " is in "
                  + subnet.getKey()
                  + ", which is a subnet of the database: a network ACL does not filter inside a"
                  + " subnet");
        }
      }
    }
    return Optional.empty();
  }

  private static List<String> refusals(NetworkAcls acls, List<Placement> placements) {
    List<String> refusals = new ArrayList<>();
    for (Placement each : placements) {
      int number = each.deny().number();
      acls.refusalToCreate(each.acl(), each.placeholder())
          .ifPresent(why -> refusals.add("create " + number + " in " + each.acl() + ": " + why));
      acls.refusalToReplace(each.acl(), each.deny())
          .ifPresent(why -> refusals.add("replace " + number + " in " + each.acl() + ": " + why));
      acls.refusalToDelete(each.acl(), number)
          .ifPresent(why -> refusals.add("delete " + number + " in " + each.acl() + ": " + why));
    }
    return refusals;
  }

  private Proposal possible(
      Situation situation,
      Set<String> subnets,
      List<NetworkAcl> now,
      List<Placement> placements,
      AwsAccount account) {
    Set<String> changed = placements.stream().map(Placement::acl).collect(Collectors.toSet());
    List<NetworkAcl> before = now.stream().filter(acl -> changed.contains(acl.id())).toList();
    List<String> notes = new ArrayList<>();
    notes.add(
        "a cut would drop every packet to "
            + new TreeSet<>(situation.addresses())
            + " port "
            + situation.port()
            + " over TCP, of established connections too; nothing else");
    before.forEach(acl -> notes.add(reach(acl, subnets, placements)));
    return new Proposal.Possible(
        AclCalls.planned("CreateNetworkAclEntry", "allow", placements),
        AclCalls.planned("ReplaceNetworkAclEntry", "deny", placements),
        "the entries of ours are deleted",
        notes,
        new TreeSet<>(changed).stream().map(NetworkAclMeans::place).toList(),
        id ->
            ongoing(
                new AclDocument(
                    new DenialState(
                        id,
                        situation.addresses(),
                        situation.port(),
                        subnets,
                        before,
                        placements,
                        List.of(),
                        List.of()),
                    Optional.of(account))));
  }

  private static String reach(NetworkAcl acl, Set<String> subnets, List<Placement> placements) {
    Set<String> others = new TreeSet<>(acl.subnets());
    others.removeAll(subnets);
    String peak =
        placements.stream()
            .filter(each -> each.acl().equals(acl.id()))
            .map(each -> each.deny().block().family())
            .distinct()
            .map(family -> peak(acl, family, placements) + " of " + Denial.QUOTA + " " + family)
            .collect(Collectors.joining(", "));
    return acl.id()
        + " has "
        + peak
        + " egress entries at the peak; it is in force in "
        + new TreeSet<>(acl.subnets())
        + (others.isEmpty()
            ? ", all of them the database's; whoever else is in these cannot reach the source"
                + " either"
            : ", of which "
                + others
                + " are not the database's: nobody in any of them can reach"
                + " the source");
  }

  private static long peak(NetworkAcl acl, Family family, List<Placement> placements) {
    return acl.weight(family)
        + placements.stream()
            .filter(each -> each.acl().equals(acl.id()))
            .filter(each -> each.deny().block().family() == family)
            .count();
  }

  @Override
  public Ongoing ongoing(Obligation obligation) {
    return ongoing(AclDocument.read(obligation));
  }

  private Ongoing ongoing(AclDocument document) {
    return new AclCut(document.there(aws), used, clock, document);
  }

  @Override
  public List<Leftover> leftovers() {
    Instant before = clock.instant();
    Map<AwsAccount, List<DenialState>> closed =
        used.closedLately(before).stream()
            .flatMap(each -> Means.readable(each, () -> AclDocument.read(each)))
            .collect(
                Collectors.groupingBy(
                    each -> each.there(aws).account(),
                    Collectors.mapping(AclDocument::state, Collectors.toList())));
    return closed.entrySet().stream()
        .flatMap(each -> leftovers(each.getKey(), each.getValue(), before))
        .toList();
  }

  // Each account by itself: one whose role is gone must not hide the others.
  private Stream<Leftover> leftovers(AwsAccount account, List<DenialState> states, Instant before) {
    NetworkAcls acls = aws.of(account).acls();
    Set<String> ids =
        states.stream().flatMap(state -> state.acls().stream()).collect(Collectors.toSet());
    try {
      List<NetworkAcl> now = acls.acls(ids);
      Set<Placement> inUse = new HashSet<>(used.open());
      return states.stream()
          .flatMap(state -> Denying.ours(state, now).stream())
          .distinct()
          .filter(each -> !inUse.contains(each))
          .map(each -> leftover(acls, each, before));
    } catch (CloudUnreadable e) {
      LOG.warn("{} were cut lately and cannot be looked after: {}", ids, e.getMessage());
      return Stream.of();
    }
  }

  private static Leftover leftover(NetworkAcls acls, Placement left, Instant before) {
    return new Leftover(
        place(left.acl()),
        List.of(left.deny().toString()),
        Optional.of(
            new Call(
                AclCalls.deleting(left),
                () -> acls.delete(left.acl(), left.deny().number(), before))));
  }

  private static String place(String acl) {
    return "network-acl:" + acl;
  }
}
