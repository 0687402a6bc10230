package io.replicamedic.isolation;

import java.util.List;
import java.util.Set;

/**
 * An IPv4 block in canonical form: no host bits set.
 *
 * @param network first address, as an unsigned 32-bit number
 * @param prefix 0 to 32
 */
public record Cidr(int network, int prefix) {
  /** Not written yet. */
  public static Cidr parse(String text) {
    throw new UnsupportedOperationException(text);
  }

  /** Not written yet. */
  public List<Cidr> without(Set<Cidr> holes) {
    throw new UnsupportedOperationException(holes.toString());
  }
}
