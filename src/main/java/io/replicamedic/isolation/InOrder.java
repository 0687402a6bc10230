package io.replicamedic.isolation;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * Copies of sets that are a part of what is on record: in one order, because a record is compared
 * as text with what is read again, and {@link Set#copyOf} orders two equal sets as it likes.
 */
final class InOrder {
  private InOrder() {}

  static Set<String> copyOf(Set<String> names) {
    return Collections.unmodifiableSet(new TreeSet<>(names));
  }
}
