package io.replicamedic.rung.network.swap;

import io.replicamedic.outside.RdsFacts;
import java.util.List;

/**
 * A database's groups as RDS tells them: the change of a list is accepted first, and in force
 * later.
 *
 * @param coming the list that it has, or is going to have
 * @param underWay what is not in force yet, in words; empty when all is
 */
record DatabaseGroups(List<String> coming, List<String> underWay) {
  DatabaseGroups {
    coming = List.copyOf(coming);
    underWay = List.copyOf(underWay);
  }

  static DatabaseGroups of(List<RdsFacts.Membership> groups) {
    return new DatabaseGroups(
        groups.stream()
            .filter(each -> !each.status().equals("removing"))
            .map(RdsFacts.Membership::group)
            .toList(),
        groups.stream()
            .filter(each -> !each.status().equals("active"))
            .map(each -> each.group() + " is " + each.status())
            .toList());
  }

  String pending() {
    return underWay.isEmpty() ? "" : "RDS is changing the groups: " + String.join(", ", underWay);
  }

  String told() {
    return "groups of the database: "
        + coming
        + (underWay.isEmpty() ? "" : ", of which " + String.join(", ", underWay));
  }
}
