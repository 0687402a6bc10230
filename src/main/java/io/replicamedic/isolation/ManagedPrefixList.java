package io.replicamedic.isolation;

import java.util.List;

/**
 * What is in a managed prefix list right now.
 *
 * @param id {@code pl-…}
 * @param maxEntries how many rules one reference to it counts as, however few entries it has
 * @param entries of one family, as AWS has it
 */
public record ManagedPrefixList(String id, int maxEntries, List<Cidr> entries) {
  /** Immutable. */
  public ManagedPrefixList {
    entries = List.copyOf(entries);
    if (entries.stream().map(Cidr::family).distinct().count() > 1) {
      throw new IllegalArgumentException(id + " has entries of both families");
    }
  }

  /** Whether it counts against the quota of that family; when it is empty, that is not known. */
  boolean countsIn(Family family) {
    return entries.isEmpty() || entries.getFirst().family() == family;
  }
}
