package io.replicamedic.isolation;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * A cut by swapping groups as recorded: enough to go on with it or to undo it on any instance,
 * after any crash. The temporary group has a name and an id of its own; the id is never given
 * again, so that deleting the group makes every call that names it impossible (design.md, Zombies;
 * docs/model/Swap.tla).
 *
 * @param obligationId names the temporary group ({@link Mark})
 * @param addresses of the source, as text
 * @param list the database's groups as they were
 * @param replaced those of them that let the source through
 * @param egressBefore what the replaced groups allowed outwards, together
 * @param ingressBefore what they allowed inwards, together
 * @param egress what the temporary group is to allow outwards; it refers to the replaced groups
 *     where it is to refer to itself, since its id is not known yet
 * @param temporary id of the temporary group once it is intended to give it to the database; empty
 *     while nothing is cut
 */
public record SwapState(
    String obligationId,
    Set<String> addresses,
    int port,
    String vpc,
    List<String> list,
    List<String> replaced,
    List<Permission> egressBefore,
    List<Permission> ingressBefore,
    List<Permission> egress,
    String temporary) {
  /** Immutable. */
  public SwapState {
    addresses = InOrder.copyOf(addresses);
    list = List.copyOf(list);
    replaced = List.copyOf(replaced);
    egressBefore = List.copyOf(egressBefore);
    ingressBefore = List.copyOf(ingressBefore);
    egress = List.copyOf(egress);
  }

  /** Whether it was ever intended to give the temporary group to the database. */
  public boolean intended() {
    return !temporary.isEmpty();
  }

  /** Name of the temporary group, and its description. */
  public String name() {
    return Mark.of(obligationId);
  }

  /** The same swap, owed by that obligation. */
  public SwapState owedBy(String id) {
    return with(id, temporary);
  }

  /** The same swap, once it is intended to give that group to the database. */
  public SwapState giving(String group) {
    return with(obligationId, group);
  }

  /** What the temporary group allows outwards, once its id is known. */
  public List<Permission> egressOf(String group) {
    return referringTo(group, egress, replaced);
  }

  /** What it allows inwards. */
  public List<Permission> ingressOf(String group) {
    return referringTo(group, ingressBefore, replaced);
  }

  /** Nobody has the replaced groups for its sake any more: who had them has that one. */
  static List<Permission> referringTo(
      String group, Collection<Permission> permissions, Collection<String> replaced) {
    return permissions.stream()
        .map(
            each ->
                each.peer() instanceof Peer.Group(String id) && replaced.contains(id)
                    ? each.to(new Peer.Group(group))
                    : each)
        .distinct()
        .toList();
  }

  private SwapState with(String id, String group) {
    return new SwapState(
        id, addresses, port, vpc, list, replaced, egressBefore, ingressBefore, egress, group);
  }
}
