package io.replicamedic.lab;

import java.net.InetAddress;

/**
 * A CIDR block as the lab's {@link Firewall} compares it: digits of two addresses in base two, from
 * the left. In its own, plain way, since it judges the product's arithmetic.
 */
record Block(String cidr) {
  Block {
    if (cidr.indexOf('/') < 0) {
      throw new IllegalStateException("cannot judge where '" + cidr + "' leads");
    }
  }

  /** Never for another family's address. */
  boolean contains(InetAddress address) {
    int slash = cidr.indexOf('/');
    String network = bits(InetAddress.ofLiteral(cidr.substring(0, slash)));
    int length = Integer.parseInt(cidr.substring(slash + 1));
    String asked = bits(address);
    return asked.length() == network.length()
        && asked.substring(0, length).equals(network.substring(0, length));
  }

  private static String bits(InetAddress address) {
    StringBuilder bits = new StringBuilder();
    for (byte part : address.getAddress()) {
      bits.append(Integer.toBinaryString((part & 0xff) + 0x100).substring(1));
    }
    return bits.toString();
  }
}
