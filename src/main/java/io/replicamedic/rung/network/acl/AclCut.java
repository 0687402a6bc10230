package io.replicamedic.rung.network.acl;

import io.replicamedic.isolation.Denial;
import io.replicamedic.isolation.DenialState;
import io.replicamedic.isolation.Denying;
import io.replicamedic.isolation.NetworkAcl;
import io.replicamedic.isolation.Placement;
import io.replicamedic.outside.ApiAnswer;
import io.replicamedic.outside.AwsServices;
import io.replicamedic.outside.NetworkAcls;
import io.replicamedic.replication.Endpoint;
import io.replicamedic.rung.network.Call;
import io.replicamedic.rung.network.Cli;
import io.replicamedic.rung.network.Look;
import io.replicamedic.rung.network.Ongoing;
import io.replicamedic.rung.network.Undo;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A cut by network ACL on record. */
final class AclCut implements Ongoing {
  /** Calls to create that may go unanswered before preparing has failed: each needs a number. */
  private static final int TRIES = 3;

  private final AwsServices aws;
  private final NetworkAcls acls;
  private final UsedNumbers used;
  private final Clock clock;
  private final AclDocument document;
  private final DenialState state;
  private final List<Placement> reservedNow;
  private final Set<Placement> sent = ConcurrentHashMap.newKeySet();

  AclCut(AwsServices aws, UsedNumbers used, Clock clock, AclDocument document) {
    this(aws, used, clock, document, List.of());
  }

  // reservedNow: what this try at preparing may use, each number for one call.
  private AclCut(
      AwsServices aws,
      UsedNumbers used,
      Clock clock,
      AclDocument document,
      List<Placement> reservedNow) {
    this.aws = aws;
    this.acls = aws.acls();
    this.used = used;
    this.clock = clock;
    this.document = document;
    this.state = document.state();
    this.reservedNow = reservedNow;
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
    return AclUndoCommands.of(state, new Cli(aws.account()));
  }

  @Override
  public Look preparing() {
    Instant before = clock.instant();
    List<NetworkAcl> now = acls.acls(state.acls());
    List<Placement> missing = Denying.missing(state, now);
    if (missing.isEmpty()) {
      return new Look(told(now), List.of(), this);
    }
    return reservedNow.isEmpty() ? reserving(now, missing, before) : using(now, missing, before);
  }

  /** Numbers that were never named: those of an earlier try may still be on their way. */
  private Look reserving(List<NetworkAcl> now, List<Placement> missing, Instant before) {
    Map<String, Set<Integer>> taken = new HashMap<>(used.numbers(now, before));
    state.reserved().forEach(each -> take(taken, each));
    List<Placement> fresh = new ArrayList<>();
    for (int tries = 0; tries < TRIES; tries++) {
      if (Denial.plan(now, state.addresses(), state.port(), taken)
          instanceof Denial.Possible(List<Placement> more)) {
        fresh.addAll(more);
        more.forEach(each -> take(taken, each));
      }
    }
    AclCut next = new AclCut(aws, used, clock, document.in(state.reserving(fresh)), fresh);
    return next.using(now, missing, before);
  }

  private static void take(Map<String, Set<Integer>> taken, Placement placement) {
    taken.compute(
        placement.acl(),
        (acl, numbers) -> {
          Set<Integer> more = numbers == null ? new HashSet<>() : new HashSet<>(numbers);
          more.add(placement.deny().number());
          return more;
        });
  }

  private Look using(List<NetworkAcl> now, List<Placement> missing, Instant before) {
    List<Call> calls = new ArrayList<>();
    List<String> obstacles = new ArrayList<>();
    for (Placement place : missing) {
      reservedNow.stream()
          .filter(
              each ->
                  Denying.samePlace(each, place)
                      && !sent.contains(each)
                      && Denying.isFree(now, each))
          .findFirst()
          .ifPresentOrElse(
              each -> calls.add(new Call(AclCalls.creating(each), () -> create(each, before))),
              () -> obstacles.add("no number is left to try for " + AclCalls.creating(place)));
    }
    return new Look(told(now), obstacles, calls, "", this);
  }

  // Refused means that it did not happen and never will: the number may be named again.
  private ApiAnswer create(Placement placement, Instant before) {
    sent.add(placement);
    ApiAnswer answer = acls.create(placement.acl(), placement.placeholder(), before);
    if (answer instanceof ApiAnswer.Refused) {
      sent.remove(placement);
    }
    return answer;
  }

  @Override
  public Look cutting() {
    Instant before = clock.instant();
    List<NetworkAcl> now = acls.acls(state.acls());
    List<String> obstacles =
        Denying.missing(state, now).stream()
            .map(place -> "nothing of ours is in " + place.acl() + " for " + place.deny().block())
            .toList();
    List<Placement> toDeny = Denying.toDeny(state, now);
    return new Look(
        told(now),
        obstacles,
        toDeny.stream()
            .map(
                each ->
                    new Call(
                        AclCalls.replacing(each),
                        () -> acls.replace(each.acl(), each.deny(), before)))
            .toList(),
        "",
        new AclCut(aws, used, clock, document.in(state.denying(toDeny))));
  }

  @Override
  public Optional<String> notInForce(Endpoint source) {
    List<String> open = Denying.letThrough(state, acls.ofSubnets(state.subnets()));
    return open.isEmpty()
        ? Optional.empty()
        : Optional.of("network ACLs let it reach the source: " + open);
  }

  @Override
  public Undo undo() {
    return () -> {
      Instant before = clock.instant();
      List<NetworkAcl> now = acls.acls(state.acls());
      return Denying.ours(state, now).stream()
          .findFirst()
          .<Undo.Next>map(
              each ->
                  new Undo.Next.Send(
                      new Call(
                          AclCalls.deleting(each),
                          () -> acls.delete(each.acl(), each.deny().number(), before))))
          .orElseGet(() -> new Undo.Next.Done(comparison(now)));
    };
  }

  private String comparison(List<NetworkAcl> now) {
    return Denying.asBefore(state, now)
        ? "the network ACLs are as they were"
        : "the network ACLs are as others left them: "
            + String.join("; ", Denying.report(state, now));
  }

  private static List<String> told(List<NetworkAcl> acls) {
    return acls.stream().map(acl -> acl.id() + ": " + acl.egress()).toList();
  }
}
