package io.replicamedic.isolation;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * A block of IPv4 or IPv6 addresses in canonical form, no host bits set; the arithmetic of {@link
 * CarveOut}. Ordered by address.
 *
 * @param network first address, as an unsigned number of as many bits as the family has
 * @param prefix 0 to 32, or to 128
 */
public record Cidr(Family family, BigInteger network, int prefix) implements Comparable<Cidr> {
  private static final Comparator<Cidr> BY_ADDRESS =
      Comparator.comparing(Cidr::family).thenComparing(Cidr::network).thenComparing(Cidr::prefix);

  /** Refuses what is not canonical. */
  public Cidr {
    if (prefix < 0 || prefix > family.bits()) {
      throw new IllegalArgumentException("a prefix is 0 to " + family.bits() + ", not " + prefix);
    }
    if (network.signum() < 0 || network.bitLength() > family.bits()) {
      throw new IllegalArgumentException(network + " is not an address of " + family);
    }
    if (network.signum() != 0 && network.getLowestSetBit() < family.bits() - prefix) {
      throw new IllegalArgumentException(
          new Address(family, network)
              + "/"
              + prefix
              + " has host bits set: AWS would change it silently");
    }
  }

  /**
   * Reads {@code 10.0.0.0/8} or {@code ::/0}, or an address alone as the block of it.
   *
   * @throws IllegalArgumentException for anything else, host bits included
   */
  public static Cidr parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return ofAddress(text);
    }
    Address first = Address.parse(text.substring(0, slash));
    String digits = text.substring(slash + 1);
    if (!digits.matches("0|[1-9][0-9]{0,2}") || Integer.parseInt(digits) > first.family().bits()) {
      throw new IllegalArgumentException(
          "'" + text + "': a prefix is 0 to " + first.family().bits());
    }
    return new Cidr(first.family(), first.number(), Integer.parseInt(digits));
  }

  /**
   * The block of one address. An IPv4-mapped one ({@code ::ffff:10.0.0.1}) is the IPv4 address:
   * IPv4 packets are sent to it, and rules for IPv4 hold for them. In a block with a prefix it is
   * left as it is written, as AWS leaves it.
   *
   * @throws IllegalArgumentException for anything but an IPv4 address in dotted decimal or an IPv6
   *     address without a scope
   */
  public static Cidr ofAddress(String text) {
    Address address = Address.parse(text).unmapped();
    return new Cidr(address.family(), address.number(), address.family().bits());
  }

  /** Whether every address of the other is in this. */
  public boolean contains(Cidr other) {
    return family == other.family
        && prefix <= other.prefix
        && network.xor(other.network).bitLength() <= family.bits() - prefix;
  }

  /**
   * Whether that address is in this.
   *
   * @throws IllegalArgumentException for what {@link #ofAddress} refuses
   */
  public boolean contains(String address) {
    return contains(ofAddress(address));
  }

  /** The fewest blocks that cover this and nothing of the holes, ordered by address. */
  public List<Cidr> without(Set<Cidr> holes) {
    List<Cidr> kept = new ArrayList<>();
    keep(List.copyOf(holes), kept);
    return List.copyOf(kept);
  }

  @Override
  public int compareTo(Cidr other) {
    return BY_ADDRESS.compare(this, other);
  }

  /** {@code 10.0.0.0/8}, {@code ::/0}, as AWS words it: with the prefix, also for one address. */
  @Override
  public String toString() {
    return first() + "/" + prefix;
  }

  /** Its first address, the only one when the prefix is the longest. */
  Address first() {
    return new Address(family, network);
  }

  /** The block of which this is one half; not for the block of everything. */
  Cidr parent() {
    return new Cidr(family, network.clearBit(family.bits() - prefix), prefix - 1);
  }

  /** The other half of the parent. */
  Cidr sibling() {
    return new Cidr(family, network.flipBit(family.bits() - prefix), prefix);
  }

  /** Halves until a half is whole or gone; halves in order keep the result in order. */
  private void keep(List<Cidr> holes, List<Cidr> kept) {
    if (holes.stream().anyMatch(hole -> hole.contains(this))) {
      return;
    }
    List<Cidr> inside = holes.stream().filter(this::contains).toList();
    if (inside.isEmpty()) {
      kept.add(this);
      return;
    }
    Cidr lower = new Cidr(family, network, prefix + 1);
    lower.keep(inside, kept);
    lower.sibling().keep(inside, kept);
  }
}
