package io.replicamedic.rung.network;

import io.replicamedic.outside.AwsAccounts;
import io.replicamedic.outside.AwsIdentity;
import io.replicamedic.outside.AwsServices;
import io.replicamedic.outside.CloudUnreadable;
import io.replicamedic.outside.Database;
import io.replicamedic.outside.Names;
import io.replicamedic.outside.RdsFacts;
import io.replicamedic.outside.RegisteredSource;
import io.replicamedic.replication.Endpoint;
import io.replicamedic.replication.ReplicationStatus;
import io.replicamedic.replication.ThreadState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Works out what keeping a database from its source would mean: by which means, what it touches,
 * whom else it reaches, whether we are allowed to, and for how long. Reads only; used for plans,
 * and again right before the cut.
 */
public final class Isolation {
  /** The request that leaves the choice to the policy and the facts. */
  public static final String AUTO = "auto";

  private final AwsAccounts aws;
  private final Names names;
  private final List<Means> means;
  private final NetworkPolicy policy;

  /**
   * Asks there.
   *
   * @param means all that this version knows; which of them may be used is the policy's
   */
  public Isolation(AwsAccounts aws, Names names, List<Means> means, NetworkPolicy policy) {
    this.aws = aws;
    this.names = names;
    this.means = List.copyOf(means);
    this.policy = policy;
  }

  /** Every means, allowed or not: what was begun is also finished. */
  List<Means> all() {
    return means;
  }

  /**
   * The proposal for a replica in that state.
   *
   * @param netTimeoutSeconds replica_net_timeout of the replica
   * @param wanted {@link #AUTO}, or the name of the one means to use
   */
  public CutProposal propose(
      Database database, ReplicationStatus status, int netTimeoutSeconds, String wanted) {
    Optional<AwsIdentity> identity = database.aws();
    if (identity.isEmpty()) {
      return no("no RDS identity (aws) is registered for " + database.id());
    }
    if (status.receiver() == ThreadState.NO) {
      return no("the receiver has ended already");
    }
    List<Means> allowed = allowed(wanted);
    if (allowed.isEmpty()) {
      return no(wanted + " is not among the means allowed here (network.means): " + policy.means());
    }
    try {
      AwsServices there = aws.of(database.account());
      return reachable(
          database,
          there,
          there.fleet().facts(identity.get()),
          status,
          allowed,
          CutTime.of(status, netTimeoutSeconds, policy));
    } catch (CloudUnreadable e) {
      return new CutProposal.Unreadable(String.valueOf(e.getMessage()));
    }
  }

  /**
   * All addresses that the database may reach its source at: it resolves the name in its own VPC,
   * perhaps to another address than we do.
   */
  Set<String> addresses(Database database, Endpoint configured) {
    Set<String> all = new TreeSet<>(names.addresses(configured.host()));
    database.sources().values().stream()
        .filter(source -> source.asDatabase().host().equals(configured.host()))
        .map(RegisteredSource::addresses)
        .forEach(all::addAll);
    return all;
  }

  /** Which other channels a cut of that channel's source reaches, for people. */
  public List<String> alsoCut(ReplicationStatus cut, List<ReplicationStatus> others) {
    Set<String> addresses = names.addresses(cut.source().host());
    return others.stream()
        .filter(other -> other.source().port() == cut.source().port())
        .filter(
            other ->
                other.source().host().equals(cut.source().host())
                    || names.addresses(other.source().host()).stream()
                        .anyMatch(addresses::contains))
        .map(
            other ->
                "channel '"
                    + other.channel()
                    + "' replicates from the same address and port ("
                    + other.source()
                    + "): it cannot reach its source either while that is cut")
        .toList();
  }

  private List<Means> allowed(String wanted) {
    Stream<Means> preferred =
        means.stream()
            .filter(each -> policy.means().contains(each.name()))
            .sorted(Comparator.comparingInt(each -> policy.means().indexOf(each.name())));
    return preferred.filter(each -> wanted.equals(AUTO) || wanted.equals(each.name())).toList();
  }

  private CutProposal reachable(
      Database database,
      AwsServices there,
      RdsFacts facts,
      ReplicationStatus status,
      List<Means> allowed,
      CutTime time) {
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
            there.network(),
            facts.groups().stream().map(RdsFacts.Membership::group).collect(Collectors.toSet()),
            names.addresses(database.endpoint().host()));
    return first(
        allowed,
        new Situation(
            database, facts, around, addresses, status.source().port(), status.receiver()),
        time);
  }

  private CutProposal first(List<Means> allowed, Situation situation, CutTime time) {
    List<String> reasons = new ArrayList<>();
    List<String> busy = new ArrayList<>();
    for (Means each : allowed) {
      CutTime own = time.by(each);
      if (!own.isEnough()) {
        reasons.add(
            each.name()
                + ": AWS may take "
                + each.lag().toSeconds()
                + " s each way, and the longest cut allowed is "
                + policy.longestCut().toSeconds()
                + " s");
        continue;
      }
      switch (ask(each, situation)) {
        case Proposal.Possible possible -> {
          return possible(each, possible, reasons, own, situation.database());
        }
        case Proposal.NotPossible(List<String> why) ->
            why.forEach(reason -> reasons.add(each.name() + ": " + reason));
        case Proposal.Busy(String why) -> {
          reasons.add(each.name() + ": " + why);
          busy.add(why);
        }
      }
    }
    // Worth waiting for only when nothing else will do.
    return busy.isEmpty()
        ? new CutProposal.NotPossible(reasons)
        : new CutProposal.Unreadable(String.join("; ", busy));
  }

  // What we may not even read for one means says nothing against the next.
  private static Proposal ask(Means means, Situation situation) {
    try {
      return means.propose(situation);
    } catch (CloudUnreadable e) {
      if (e.denied()) {
        return new Proposal.NotPossible(String.valueOf(e.getMessage()));
      }
      throw e;
    }
  }

  private CutProposal possible(
      Means chosen,
      Proposal.Possible possible,
      List<String> reasons,
      CutTime time,
      Database database) {
    List<String> notes = new ArrayList<>();
    notes.add(
        "the cut would be made by "
            + chosen.name()
            + (reasons.isEmpty() ? "" : ", since " + String.join("; ", reasons)));
    notes.add("AWS is asked in " + aws.of(database.account()).account());
    notes.addAll(possible.notes());
    notes.add(time.expectation());
    return new CutProposal.Possible(chosen, possible, time.within(), policy.longestCut(), notes);
  }

  private static CutProposal no(String reason) {
    return new CutProposal.NotPossible(List.of(reason));
  }
}
