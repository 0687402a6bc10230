package io.replicamedic.rung.network.acl;

import io.replicamedic.isolation.DenialState;
import io.replicamedic.isolation.NetworkAcl;
import io.replicamedic.isolation.Placement;
import io.replicamedic.obligation.Obligation;
import io.replicamedic.obligation.Obligations;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Numbers of network ACL entries that cuts of ours named, and that a call which is still on its way
 * may therefore name.
 */
final class UsedNumbers {
  /**
   * A request is refused by AWS 15 minutes after the moment that it is signed for, and ours are
   * signed for the moment of the decision. The rest is for clocks, and for the sentinel's calls.
   */
  private static final Duration REST = Duration.ofHours(1);

  private final Obligations obligations;

  UsedNumbers(Obligations obligations) {
    this.obligations = obligations;
  }

  /**
   * Those that must not be named for another cut, by ACL.
   *
   * @param before the moment before the ACLs were read
   */
  Map<String, Set<Integer>> numbers(List<NetworkAcl> acls, Instant before) {
    Map<String, Set<Integer>> numbers = new HashMap<>();
    Set<String> ids = acls.stream().map(NetworkAcl::id).collect(Collectors.toSet());
    Stream.concat(open().stream(), closedLately(before).stream().flatMap(UsedNumbers::reserved))
        .filter(each -> ids.contains(each.acl()))
        .forEach(
            each ->
                numbers
                    .computeIfAbsent(each.acl(), acl -> new TreeSet<>())
                    .add(each.deny().number()));
    return numbers;
  }

  /**
   * Cuts of which a call may still be on its way. An entry bears no mark of ours: later than this
   * one that looks like ours is somebody's own.
   */
  List<Obligation> closedLately(Instant before) {
    return obligations.closedSince(NetworkAclMeans.KIND, before.minus(REST));
  }

  /** Placements of cuts that are not closed. */
  List<Placement> open() {
    return obligations.open().stream()
        .filter(owed -> owed.kind().equals(NetworkAclMeans.KIND))
        .flatMap(UsedNumbers::reserved)
        .toList();
  }

  private static Stream<Placement> reserved(Obligation cut) {
    DenialState state = AclDocument.read(cut).state();
    return state.reserved().stream();
  }
}
