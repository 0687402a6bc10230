package io.replicamedic.isolation;

/**
 * One egress entry of a network ACL.
 *
 * @param number lowest first; the first that matches a packet decides
 * @param protocol AWS's word: "-1" (all) or an IP protocol number, "6" for TCP
 * @param fromPort first port; -1 when all are meant
 * @param toPort last port, inclusive; -1 likewise
 * @param allow or else it denies
 */
public record AclEntry(
    int number, String protocol, int fromPort, int toPort, Cidr block, boolean allow) {
  /** The highest number that can be given; AWS's own last denies come after it. */
  public static final int LAST = 32766;

  /** Whether this alone decides on TCP to there. */
  boolean matchesTcp(Cidr address, int port) {
    return block.contains(address) && new Way(protocol, fromPort, toPort).coversTcp(port);
  }

  /** {@code 100 allow all to 0.0.0.0/0}, {@code 99 deny tcp 3306 to 10.0.0.1/32}. */
  @Override
  public String toString() {
    Way way = new Way(protocol, fromPort, toPort);
    return number + (allow ? " allow " : " deny ") + way.to(block);
  }
}
