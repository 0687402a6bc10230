package io.replicamedic.isolation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An IPv4 block in canonical form, no host bits set; the arithmetic of {@link CarveOut}.
 *
 * @param network first address, as an unsigned 32-bit number
 * @param prefix 0 to 32
 */
public record Cidr(int network, int prefix) {
  // No leading zeros: some readers take 010 for octal.
  private static final String OCTET = "(0|[1-9][0-9]{0,2})";
  private static final Pattern ADDRESS =
      Pattern.compile(OCTET + "\\." + OCTET + "\\." + OCTET + "\\." + OCTET);

  /** Refuses what is not canonical. */
  public Cidr {
    if (prefix < 0 || prefix > 32) {
      throw new IllegalArgumentException("a prefix is 0 to 32, not " + prefix);
    }
    if ((network & mask(prefix)) != network) {
      throw new IllegalArgumentException(
          dotted(network) + "/" + prefix + " has host bits set: AWS would change it silently");
    }
  }

  /**
   * Reads {@code 10.0.0.0/8}, or an address alone as the block of it.
   *
   * @throws IllegalArgumentException for anything else, host bits included
   */
  public static Cidr parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return ofAddress(text);
    }
    String digits = text.substring(slash + 1);
    if (!digits.matches("[12]?[0-9]|3[0-2]")) {
      throw new IllegalArgumentException("'" + text + "': a prefix is 0 to 32");
    }
    return new Cidr(number(text.substring(0, slash)), Integer.parseInt(digits));
  }

  /**
   * The block of one address.
   *
   * @throws IllegalArgumentException for anything but an IPv4 address in dotted decimal
   */
  public static Cidr ofAddress(String text) {
    return new Cidr(number(text), 32);
  }

  /** Whether every address of the other is in this. */
  public boolean contains(Cidr other) {
    return prefix <= other.prefix && (other.network & mask(prefix)) == network;
  }

  /**
   * Whether that address is in this.
   *
   * @throws IllegalArgumentException for anything but an IPv4 address in dotted decimal
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

  /** {@code 10.0.0.0/8}, as AWS words it: with the prefix, also for one address. */
  @Override
  public String toString() {
    return dotted(network) + "/" + prefix;
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
    int half = prefix + 1;
    new Cidr(network, half).keep(inside, kept);
    new Cidr(network | 1 << (32 - half), half).keep(inside, kept);
  }

  private static int number(String address) {
    Matcher octets = ADDRESS.matcher(address);
    if (!octets.matches()) {
      throw new IllegalArgumentException(
          "'" + address + "' is not an IPv4 address in dotted decimal");
    }
    int number = 0;
    for (int i = 1; i <= 4; i++) {
      int octet = Integer.parseInt(octets.group(i));
      if (octet > 255) {
        throw new IllegalArgumentException(
            "'" + address + "' is not an IPv4 address: " + octet + " is more than 255");
      }
      number = number << 8 | octet;
    }
    return number;
  }

  /** A shift by 32 is none in Java, hence the special case. */
  private static int mask(int prefix) {
    return prefix == 0 ? 0 : -1 << (32 - prefix);
  }

  private static String dotted(int number) {
    return (number >>> 24)
        + "."
        + (number >>> 16 & 255)
        + "."
        + (number >>> 8 & 255)
        + "."
        + (number & 255);
  }
}
