package io.replicamedic.isolation;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Through which egress rules a TCP port of an address can be reached; whoever must show that it
 * cannot asks for it.
 *
 * @param through rules that let it through, in the order given
 * @param unknown rules that might: what they name is not known
 */
public record Reachability(List<EgressRule> through, List<EgressRule> unknown) {
  /** Immutable. */
  public Reachability {
    through = List.copyOf(through);
    unknown = List.copyOf(unknown);
  }

  /**
   * Looks at all rules together, as AWS does.
   *
   * @param rules all egress rules of all groups on the database's interfaces
   * @throws IllegalArgumentException when the address is none
   */
  public static Reachability of(
      List<EgressRule> rules, Resolution resolution, String address, int port) {
    Source source = new Source(Set.of(Cidr.ofAddress(address)), port);
    return new Reachability(
        rules.stream().filter(rule -> source.isCoveredBy(rule.permission(), resolution)).toList(),
        rules.stream().filter(rule -> resolution.isUnknown(rule.permission(), port)).toList());
  }

  /**
   * The rules that let the port of any of these addresses through, or might, in the order given;
   * none when all are cut off.
   *
   * @throws IllegalArgumentException when an address is none
   */
  public static List<EgressRule> ways(
      List<EgressRule> rules, Resolution resolution, Collection<String> addresses, int port) {
    return addresses.stream()
        .map(address -> of(rules, resolution, address, port))
        .flatMap(reach -> Stream.concat(reach.through.stream(), reach.unknown.stream()))
        .distinct()
        .toList();
  }
}
