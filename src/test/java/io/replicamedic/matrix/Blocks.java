package io.replicamedic.matrix;

import java.net.InetAddress;

/** Whether an address is in a block, bit by bit in text: shares nothing with the product. */
final class Blocks {
  private Blocks() {}

  static boolean contains(String block, String address) {
    int slash = block.indexOf('/');
    if (slash < 0) {
      return false;
    }
    String network = bits(block.substring(0, slash));
    String wanted = bits(address);
    int length = Integer.parseInt(block.substring(slash + 1));
    return network.length() == wanted.length() && wanted.startsWith(network.substring(0, length));
  }

  private static String bits(String address) {
    StringBuilder bits = new StringBuilder();
    for (byte part : InetAddress.ofLiteral(address).getAddress()) {
      bits.append(Integer.toBinaryString((part & 0xff) + 0x100).substring(1));
    }
    return bits.toString();
  }
}
