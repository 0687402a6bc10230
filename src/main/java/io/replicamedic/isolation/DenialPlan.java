package io.replicamedic.isolation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Looks for the numbers of a {@link Denial}, one ACL after the other. */
final class DenialPlan {
  private final Source source;
  private final Map<String, Set<Integer>> burnt;
  private final List<Placement> placements = new ArrayList<>();
  private final List<String> reasons = new ArrayList<>();

  private DenialPlan(Source source, Map<String, Set<Integer>> burnt) {
    this.source = source;
    this.burnt = burnt;
  }

  static Denial of(
      List<NetworkAcl> acls, Set<String> addresses, int port, Map<String, Set<Integer>> burnt) {
    List<String> problems = new ArrayList<>(Source.problems(addresses));
    if (acls.isEmpty()) {
      problems.add("no network ACL of the database is known");
    }
    if (!problems.isEmpty()) {
      return new Denial.Impossible(problems);
    }
    DenialPlan plan = new DenialPlan(Source.of(addresses, port), burnt);
    acls.forEach(plan::look);
    if (!plan.reasons.isEmpty()) {
      return new Denial.Impossible(plan.reasons);
    }
    return plan.placements.isEmpty() ? new Denial.Unneeded() : new Denial.Possible(plan.placements);
  }

  private void look(NetworkAcl acl) {
    Set<Integer> taken = new TreeSet<>(acl.numbers());
    taken.addAll(burnt(acl));
    Map<Family, Integer> placed = new EnumMap<>(Family.class);
    for (Cidr address : source.addresses()) {
      Optional<AclEntry> allowing = acl.deciding(address, source.port()).filter(AclEntry::allow);
      if (allowing.isPresent()) {
        place(acl, address, allowing.get(), taken);
        placed.merge(address.family(), 1, Integer::sum);
      }
    }
    placed.forEach((family, more) -> weigh(acl, family, more));
  }

  private void weigh(NetworkAcl acl, Family family, int more) {
    int now = acl.weight(family);
    if (now + more > Denial.QUOTA) {
      reasons.add(
          "%s: %d %s egress entries now and %d more are %d, %d are allowed"
              .formatted(acl.id(), now, family, more, now + more, Denial.QUOTA));
    }
  }

  /** As close below as there is room: a lower number is for what others want to go first. */
  private void place(NetworkAcl acl, Cidr address, AclEntry allowing, Set<Integer> taken) {
    int number = allowing.number() - 1;
    while (taken.contains(number)) {
      number--;
    }
    if (number < 1) {
      reasons.add(noneFree(acl, address, allowing));
      return;
    }
    taken.add(number);
    placements.add(Placement.at(number, acl.id(), address, source.port()));
  }

  private String noneFree(NetworkAcl acl, Cidr address, AclEntry allowing) {
    return "%s: no number below entry %s is free for %s: taken %s, not to be used again yet %s"
        .formatted(
            acl.id(),
            allowing,
            address.first(),
            below(allowing, acl.numbers()),
            below(allowing, burnt(acl)));
  }

  private Set<Integer> burnt(NetworkAcl acl) {
    return burnt.getOrDefault(acl.id(), Set.of());
  }

  private static Set<Integer> below(AclEntry entry, Set<Integer> numbers) {
    return new TreeSet<>(numbers.stream().filter(each -> each < entry.number()).toList());
  }
}
