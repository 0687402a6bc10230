package io.replicamedic.rung.network;

import io.replicamedic.outside.NetworkInterface;
import io.replicamedic.outside.VpcNetwork;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * All groups on a database's interfaces, and who else has them: whom a cut reaches.
 *
 * @param own its own interfaces; empty when its address does not tell which they are
 */
public record Surroundings(
    Set<String> groups, List<NetworkInterface> own, List<NetworkInterface> others) {

  /**
   * Read now.
   *
   * @param named groups that RDS names
   * @param addresses of the database, as this service resolves its name
   */
  static Surroundings of(VpcNetwork network, Set<String> named, Set<String> addresses) {
    List<NetworkInterface> found = network.interfacesWith(named);
    List<NetworkInterface> own =
        found.stream()
            .filter(each -> each.addresses().stream().anyMatch(addresses::contains))
            .toList();
    Set<String> groups = new HashSet<>(named);
    own.forEach(each -> groups.addAll(each.groups()));
    List<NetworkInterface> all = groups.equals(named) ? found : network.interfacesWith(groups);
    return new Surroundings(groups, own, all.stream().filter(each -> !own.contains(each)).toList());
  }

  /** Whom a cut reaches besides, for people. */
  public String reach(Collection<String> changed) {
    List<String> reached =
        others.stream()
            .filter(each -> each.groups().stream().anyMatch(changed::contains))
            .map(each -> each.id() + " (" + each.description() + ", " + each.addresses() + ")")
            .sorted()
            .toList();
    String all = String.join(", ", reached);
    if (own.isEmpty()) {
      return "a cut reaches these interfaces, which of them is its own cannot be told from here: "
          + all;
    }
    return reached.isEmpty()
        ? "nobody else has these groups"
        : "a cut also reaches " + reached.size() + " other interfaces: " + all;
  }
}
