package io.replicamedic.rung.network.swap;

import io.replicamedic.isolation.SwapState;
import io.replicamedic.isolation.Swapping;
import io.replicamedic.outside.CloudUnreadable;
import io.replicamedic.outside.NetworkInterface;
import io.replicamedic.rung.network.Undo;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Gives the database its groups back, waits until they are in force, and deletes the temporary
 * group: a call to swap that is still on its way then names a group that never will be again
 * (docs/model/Swap.tla). Remembers nothing: each step is decided on what is read.
 */
final class SwapUndo implements Undo {
  private final SwapReach reach;
  private final SwapDocument document;
  private final SwapState state;
  private final SwapCalls calls;

  SwapUndo(SwapReach reach, SwapDocument document) {
    this.reach = reach;
    this.document = document;
    this.state = document.state();
    this.calls = reach.calls(state);
  }

  @Override
  public Next next() {
    return state.intended() ? givingBack() : deleting("the database's groups were never changed");
  }

  private Next givingBack() {
    Instant before = reach.clock().instant();
    Optional<DatabaseGroups> read = groups();
    if (read.isEmpty()) {
      return deleting(document.database() + " exists no longer: there is nothing to give back");
    }
    DatabaseGroups now = read.get();
    Set<String> existing = reach.groups().names(Set.copyOf(state.replaced())).keySet();
    if (Swapping.isRestored(state, now.coming())) {
      return awaited(now, existing);
    }
    // What RDS would make of two changes at once nobody has written down.
    if (!now.pending().isEmpty()) {
      return new Next.Await(now.pending());
    }
    return giveBack(now, existing, before);
  }

  private Next giveBack(DatabaseGroups now, Set<String> existing, Instant before) {
    List<String> list = Swapping.restored(state, now.coming(), existing);
    return list.isEmpty()
        ? new Next.Await(
            "another group for "
                + document.database()
                + ": "
                + state.replaced()
                + " were deleted by others, RDS keeps no database without a group, and it has only"
                + " our temporary one: give it one by hand")
        : new Next.Send(calls.setGroups(document.identity(), list, before));
  }

  private Next awaited(DatabaseGroups now, Set<String> existing) {
    if (!now.pending().isEmpty()) {
      return new Next.Await(now.pending());
    }
    List<String> still =
        reach.network().interfacesWith(Set.of(state.temporary())).stream()
            .map(NetworkInterface::id)
            .sorted()
            .toList();
    return still.isEmpty()
        ? deleting(comparison(now, existing))
        : new Next.Await("the interfaces " + still + " to lose " + state.temporary());
  }

  private Next deleting(String comparison) {
    return left().stream()
        .findFirst()
        .<Next>map(group -> new Next.Send(calls.delete(group)))
        .orElseGet(() -> new Next.Done(comparison));
  }

  /** By name and by id: nothing with either may be left. */
  private Set<String> left() {
    Set<String> left = new TreeSet<>();
    reach.groups().named(state.vpc(), state.name()).ifPresent(left::add);
    if (state.intended()) {
      left.addAll(reach.groups().names(Set.of(state.temporary())).keySet());
    }
    return left;
  }

  // A cluster outlives its members, so only its own absence counts.
  private Optional<DatabaseGroups> groups() {
    try {
      return Optional.of(DatabaseGroups.of(reach.fleet().groups(document.identity())));
    } catch (CloudUnreadable e) {
      if (e.code()
          .startsWith(document.cluster().isEmpty() ? "DBInstanceNotFound" : "DBClusterNotFound")) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private String comparison(DatabaseGroups now, Set<String> existing) {
    List<String> others = Swapping.report(state, now.coming(), existing);
    return others.isEmpty()
        ? "the database's groups are as they were: " + now.coming()
        : "the database's groups are as others left them: "
            + now.coming()
            + ", were "
            + state.list()
            + "; "
            + String.join("; ", others);
  }
}
