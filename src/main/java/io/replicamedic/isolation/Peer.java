package io.replicamedic.isolation;

/** Where a rule lets traffic go to. */
public sealed interface Peer {
  /** An IPv4 block. */
  record Ipv4(Cidr cidr) implements Peer {
    @Override
    public String toString() {
      return cidr.toString();
    }
  }

  /** An IPv6 block, as AWS words it: {@code ::/0}. */
  record Ipv6(String cidr) implements Peer {
    @Override
    public String toString() {
      return cidr;
    }
  }

  /** A managed prefix list: {@code pl-…}. */
  record PrefixList(String id) implements Peer {
    @Override
    public String toString() {
      return id;
    }
  }

  /** The interfaces that have another group: {@code sg-…}. */
  record Group(String id) implements Peer {
    @Override
    public String toString() {
      return id;
    }
  }
}
