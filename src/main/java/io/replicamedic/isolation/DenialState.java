package io.replicamedic.isolation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A cut by network ACL as recorded: enough to go on with it or to undo it on any instance, after
 * any crash. An entry has no id that could be burnt, only its number: so a number is named in one
 * intent to create only, and only an entry that was read there is ever replaced (design.md,
 * Zombies; docs/model/Acl.tla).
 *
 * @param addresses of the source, as text
 * @param subnets the database's, where it is and where a failover may put it
 * @param before the ACLs that change, whole, as they were
 * @param wanted one placement for each ACL and address, as planned; others of the same place may
 *     stand for it
 * @param reserved every placement that a call to create was ever intended for
 * @param denying those of them that a call to replace was ever intended for; empty while nothing is
 *     cut
 */
public record DenialState(
    String obligationId,
    Set<String> addresses,
    int port,
    Set<String> subnets,
    List<NetworkAcl> before,
    List<Placement> wanted,
    List<Placement> reserved,
    List<Placement> denying) {
  /** Immutable. */
  public DenialState {
    addresses = InOrder.copyOf(addresses);
    subnets = InOrder.copyOf(subnets);
    before = List.copyOf(before);
    wanted = List.copyOf(wanted);
    reserved = List.copyOf(reserved);
    denying = List.copyOf(denying);
  }

  /** Ids of the ACLs that change. */
  public Set<String> acls() {
    return wanted.stream().map(Placement::acl).collect(Collectors.toUnmodifiableSet());
  }

  /** The same cut, once it is intended to create these as well. */
  public DenialState reserving(List<Placement> more) {
    return new DenialState(
        obligationId, addresses, port, subnets, before, wanted, joined(reserved, more), denying);
  }

  /** The same cut, once it is intended to replace these as well. */
  public DenialState denying(List<Placement> more) {
    return new DenialState(
        obligationId, addresses, port, subnets, before, wanted, reserved, joined(denying, more));
  }

  private static List<Placement> joined(List<Placement> some, List<Placement> more) {
    List<Placement> all = new ArrayList<>(some);
    more.stream().filter(each -> !some.contains(each)).forEach(all::add);
    return all;
  }
}
