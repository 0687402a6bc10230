package io.replicamedic.isolation;

/**
 * What a rule allows. Two rules of one group with the same permission are the same to AWS
 * (InvalidPermission.Duplicate), whatever their descriptions and tags.
 *
 * @param protocol AWS's word: "-1" (all), "tcp", "udp", "icmp", "icmpv6", or an IP protocol number
 * @param fromPort first port, or ICMP type; -1 when the protocol has none or all are meant
 * @param toPort last port, inclusive, or ICMP code; -1 likewise
 */
public record Permission(String protocol, int fromPort, int toPort, Peer peer) {
  /** Every protocol and port. */
  public static final String ALL = "-1";

  /** Whether it covers that TCP port, as far as protocol and ports go; 6 is TCP's number. */
  public boolean coversTcp(int port) {
    return Way.of(this).coversTcp(port);
  }

  /**
   * Whether it allows all that another allows, as far as that can be seen without looking into
   * prefix lists and groups.
   */
  boolean covers(Permission other) {
    return leadsTo(other.peer) && Way.of(this).covers(Way.of(other));
  }

  /** The same protocol and ports, to another place. */
  public Permission to(Peer other) {
    return new Permission(protocol, fromPort, toPort, other);
  }

  /** {@code all to 0.0.0.0/0}, {@code tcp 3306 to 10.0.0.0/8}. */
  @Override
  public String toString() {
    String ports =
        protocol.equals(ALL)
            ? "all"
            : fromPort == toPort
                ? protocol + (fromPort == -1 ? "" : " " + fromPort)
                : protocol + " " + fromPort + "-" + toPort;
    return ports + " to " + peer;
  }

  private boolean leadsTo(Peer other) {
    return switch (peer) {
      case Peer.Ipv4(Cidr block) ->
          other instanceof Peer.Ipv4(Cidr narrower) && block.contains(narrower);
      case Peer.Ipv6(Cidr block) ->
          other instanceof Peer.Ipv6(Cidr narrower) && block.contains(narrower);
      case Peer.PrefixList _, Peer.Group _ -> peer.equals(other);
    };
  }
}
