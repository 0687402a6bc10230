package io.replicamedic.isolation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Plans the temporary group of a {@link Swap}, or says what is in its way. */
final class SwapPlan {
  private static final String TEMPORARY = "sg-temporary";

  private final Worn worn;
  private final Resolution resolution;
  private final Set<String> replaced;

  private SwapPlan(Worn worn, Resolution resolution, Set<String> replaced) {
    this.worn = worn;
    this.resolution = resolution;
    this.replaced = replaced;
  }

  static Swap of(Worn worn, Resolution resolution, Set<String> addresses, int port) {
    List<String> problems = new ArrayList<>(Source.problems(addresses));
    worn.egress().stream()
        .filter(rule -> resolution.isUnknown(rule.permission(), port))
        .map(rule -> rule.group() + ": " + rule + ": what it names is not known")
        .sorted()
        .forEach(problems::add);
    if (!problems.isEmpty()) {
      return new Swap.Impossible(problems);
    }
    Set<String> replaced = Swap.covering(worn.egress(), resolution, addresses, port);
    return replaced.isEmpty()
        ? new Swap.Unneeded()
        : new SwapPlan(worn, resolution, replaced).state(addresses, port);
  }

  private Swap state(Set<String> addresses, int port) {
    List<String> reasons = new ArrayList<>();
    unknownToRds().ifPresent(reasons::add);
    referredTo().ifPresent(reasons::add);
    selfReference().ifPresent(reasons::add);
    otherAccounts().forEach(reasons::add);
    tooManyGroups().forEach(reasons::add);
    tooManyIngress().forEach(reasons::add);
    return switch (CarveOut.replacement(egress(), resolution, addresses, port)) {
      case Replacement.Impossible(List<String> more) -> {
        reasons.addAll(more);
        yield new Swap.Impossible(reasons);
      }
      case Replacement.Possible(Set<Permission> allowed, List<String> lost) ->
          reasons.isEmpty()
              ? new Swap.Possible(state(addresses, port, allowed), lost)
              : new Swap.Impossible(reasons);
    };
  }

  private SwapState state(Set<String> addresses, int port, Set<Permission> allowed) {
    return new SwapState(
        "",
        addresses,
        port,
        worn.vpc(),
        worn.list(),
        List.copyOf(replaced),
        inOrder(egress()),
        inOrder(worn.ingress()),
        inOrder(allowed),
        "");
  }

  private Set<Permission> egress() {
    return worn.egress().stream()
        .filter(rule -> replaced.contains(rule.group()))
        .map(EgressRule::permission)
        .collect(Collectors.toSet());
  }

  private Optional<String> unknownToRds() {
    Set<String> unnamed = new TreeSet<>(replaced);
    unnamed.removeAll(worn.list());
    return unnamed.isEmpty()
        ? Optional.empty()
        : Optional.of(
            unnamed
                + " let the source through and are on its interfaces, but RDS does not name them:"
                + " they cannot be replaced through RDS");
  }

  // A rule that names a group means whoever has it: the database would not have it any more.
  private Optional<String> referredTo() {
    Set<String> others = new TreeSet<>(worn.referring());
    others.removeAll(replaced);
    return others.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "rules of "
                + others
                + " refer to "
                + replaced
                + ": they would not apply to the database any more");
  }

  // Who else has the group would lose sight of the database, and the database of him.
  private Optional<String> selfReference() {
    boolean refers =
        Stream.concat(egress().stream(), worn.ingress().stream())
            .anyMatch(
                each -> each.peer() instanceof Peer.Group(String id) && replaced.contains(id));
    return refers && !worn.shared().isEmpty()
        ? Optional.of(
            "rules of "
                + replaced
                + " refer to these groups themselves, which others have too (whether these are"
                + " members of the same cluster cannot be told): "
                + worn.shared())
        : Optional.empty();
  }

  // Its owner decides whom it lets in; and a rule that names it may not be ours to make.
  private List<String> otherAccounts() {
    return Stream.concat(egress().stream(), worn.ingress().stream())
        .filter(each -> each.peer() instanceof Peer.Group(String id) && id.contains("/"))
        .map(each -> each + ": a rule with another account's group is not copied")
        .distinct()
        .sorted()
        .toList();
  }

  private List<String> tooManyGroups() {
    return Stream.concat(Stream.of(new HashSet<>(worn.list())), worn.onInterfaces().stream())
        .map(this::after)
        .filter(count -> count > Swap.QUOTA)
        .distinct()
        .map(count -> "an interface with %d groups: %d are allowed".formatted(count, Swap.QUOTA))
        .toList();
  }

  private long after(Set<String> groups) {
    return 1 + groups.stream().filter(each -> !replaced.contains(each)).count();
  }

  private List<String> tooManyIngress() {
    List<Permission> all = SwapState.referringTo(TEMPORARY, worn.ingress(), replaced);
    List<String> reasons = new ArrayList<>();
    Arrays.stream(Family.values())
        .forEach(
            family -> {
              int taken = Quota.taken(family, all, resolution);
              if (taken > Quota.RULES) {
                reasons.add(
                    "one group with %d inbound %s rules: %d are allowed"
                        .formatted(taken, family, Quota.RULES));
              }
            });
    return reasons;
  }

  private static List<Permission> inOrder(Collection<Permission> permissions) {
    return permissions.stream().sorted(Comparator.comparing(Permission::toString)).toList();
  }
}
