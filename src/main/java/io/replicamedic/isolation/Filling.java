package io.replicamedic.isolation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * What a temporary group still needs until it allows exactly what is recorded.
 *
 * @param revoke ids of the rules that AWS gives each new group: they let everything out
 * @param egress to be authorised
 * @param ingress to be authorised
 * @param strange what somebody else made of it; in words, empty when nobody did
 */
public record Filling(
    List<String> revoke, List<Permission> egress, List<Permission> ingress, List<String> strange) {
  private static final Set<Peer> EVERYWHERE =
      Set.of(Peer.of(Cidr.parse("0.0.0.0/0")), Peer.of(Cidr.parse("::/0")));

  /** Immutable. */
  public Filling {
    revoke = List.copyOf(revoke);
    egress = List.copyOf(egress);
    ingress = List.copyOf(ingress);
    strange = List.copyOf(strange);
  }

  /**
   * Compares.
   *
   * @param egress all egress rules of the temporary group
   * @param ingress what all its inbound rules allow
   */
  public static Filling of(
      SwapState state, String group, List<EgressRule> egress, Set<Permission> ingress) {
    List<Permission> out = state.egressOf(group);
    List<Permission> in = state.ingressOf(group);
    List<String> revoke = new ArrayList<>();
    List<String> strange = new ArrayList<>();
    for (EgressRule rule : egress) {
      if (!out.contains(rule.permission())) {
        if (isGiven(rule)) {
          revoke.add(rule.id());
        } else {
          strange.add("egress of " + group + " has " + rule);
        }
      }
    }
    ingress.stream()
        .filter(each -> !in.contains(each))
        .map(each -> "ingress of " + group + " has " + each)
        .sorted()
        .forEach(strange::add);
    return new Filling(
        revoke,
        missing(out, egress.stream().map(EgressRule::permission).toList()),
        missing(in, ingress),
        strange);
  }

  /** Whether it allows exactly what is recorded. */
  public boolean isWhole() {
    return revoke.isEmpty() && egress.isEmpty() && ingress.isEmpty() && strange.isEmpty();
  }

  private static boolean isGiven(EgressRule rule) {
    return rule.description().isEmpty()
        && rule.permission().protocol().equals(Permission.ALL)
        && EVERYWHERE.contains(rule.permission().peer());
  }

  private static List<Permission> missing(List<Permission> wanted, Collection<Permission> there) {
    return wanted.stream().filter(each -> !there.contains(each)).toList();
  }
}
