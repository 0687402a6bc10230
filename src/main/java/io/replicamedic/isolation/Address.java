package io.replicamedic.isolation;

import java.math.BigInteger;
import java.net.Inet6Address;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An IP address and its text; the bits of a {@link Cidr}. */
record Address(Family family, BigInteger number) {
  // No leading zeros: some readers take 010 for octal.
  private static final String OCTET = "(0|[1-9][0-9]{0,2})";
  private static final Pattern DOTTED =
      Pattern.compile(OCTET + "\\." + OCTET + "\\." + OCTET + "\\." + OCTET);
  // Neither brackets nor a scope (fe80::1%eth0): no rule can name one.
  private static final Pattern COLONS = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
  private static final BigInteger MAPPED = BigInteger.valueOf(0xffffL).shiftLeft(32);

  /**
   * Reads dotted decimal, or any form of IPv6 text.
   *
   * @throws IllegalArgumentException for anything else
   */
  static Address parse(String text) {
    return text.indexOf(':') < 0
        ? new Address(Family.IPV4, dotted(text))
        : new Address(Family.IPV6, colons(text));
  }

  /** {@code ::ffff:10.0.0.1} as 10.0.0.1, which is what is sent to it; others as they are. */
  Address unmapped() {
    boolean mapped = family == Family.IPV6 && number.shiftRight(32).equals(MAPPED.shiftRight(32));
    return mapped ? new Address(Family.IPV4, number.xor(MAPPED)) : this;
  }

  /** Dotted decimal, or RFC 5952's form: lower case, the longest run of zeros as {@code ::}. */
  @Override
  public String toString() {
    return family == Family.IPV4 ? String.join(".", parts(8, 10)) : compressed(parts(16, 16));
  }

  private static BigInteger dotted(String text) {
    Matcher octets = DOTTED.matcher(text);
    if (!octets.matches()) {
      throw new IllegalArgumentException("'" + text + "' is not an IPv4 address in dotted decimal");
    }
    long number = 0;
    for (int i = 1; i <= 4; i++) {
      int octet = Integer.parseInt(octets.group(i));
      if (octet > 255) {
        throw new IllegalArgumentException(
            "'" + text + "' is not an IPv4 address: " + octet + " is more than 255");
      }
      number = number << 8 | octet;
    }
    return BigInteger.valueOf(number);
  }

  private static BigInteger colons(String text) {
    if (!COLONS.matcher(text).matches()) {
      throw new IllegalArgumentException("'" + text + "' is not an IPv6 address");
    }
    try {
      byte[] bytes = Inet6Address.ofLiteral(text).getAddress();
      BigInteger number = new BigInteger(1, bytes);
      // Java makes an IPv4 address of an IPv4-mapped one; its bits are wanted here.
      return bytes.length == 4 ? number.or(MAPPED) : number;
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("'" + text + "' is not an IPv6 address", e);
    }
  }

  private List<String> parts(int width, int radix) {
    BigInteger mask = BigInteger.ONE.shiftLeft(width).subtract(BigInteger.ONE);
    List<String> parts = new ArrayList<>();
    for (int shift = family.bits() - width; shift >= 0; shift -= width) {
      parts.add(number.shiftRight(shift).and(mask).toString(radix));
    }
    return parts;
  }

  private static String compressed(List<String> groups) {
    int longest = 1; // one zero alone is not compressed
    int start = -1;
    int run = 0;
    for (int i = 0; i < groups.size(); i++) {
      run = groups.get(i).equals("0") ? run + 1 : 0;
      if (run > longest) {
        longest = run;
        start = i - run + 1;
      }
    }
    return start < 0
        ? String.join(":", groups)
        : String.join(":", groups.subList(0, start))
            + "::"
            + String.join(":", groups.subList(start + longest, groups.size()));
  }
}
