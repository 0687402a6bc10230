package io.replicamedic.isolation;

/**
 * One egress entry of a network ACL; the lowest number that matches decides.
 *
 * @param number 1 to 32766; 32767 is the last one, which denies and cannot be changed
 * @param protocol AWS's word: "-1" (all) or an IP protocol number, "6" is TCP
 * @param fromPort first port; -1 when all are meant
 * @param toPort last port, inclusive; -1 likewise
 */
public record AclEntry(
    int number, String protocol, int fromPort, int toPort, Cidr block, boolean allow) {
  /** {@code 99 deny 6 3306 to 10.0.0.7/32}. */
  @Override
  public String toString() {
    String ports =
        fromPort == -1 ? "" : " " + (fromPort == toPort ? fromPort : fromPort + "-" + toPort);
    String what = protocol.equals(Permission.ALL) ? "all" : protocol + ports;
    return number + (allow ? " allow " : " deny ") + what + " to " + block;
  }
}
