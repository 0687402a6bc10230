package io.replicamedic.isolation;

import java.util.List;

/**
 * A managed prefix list, of one address family.
 *
 * @param id {@code pl-…}
 * @param maxEntries what it counts against the quota of rules, however many it has
 */
public record ManagedPrefixList(String id, int maxEntries, List<Cidr> entries) {
  /** Immutable. */
  public ManagedPrefixList {
    entries = List.copyOf(entries);
  }
}
