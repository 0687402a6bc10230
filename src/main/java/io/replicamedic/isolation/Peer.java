package io.replicamedic.isolation;

/** Where a rule lets traffic go to. */
public sealed interface Peer {
  /** The block as AWS has it: a field of its own for each family. */
  static Peer of(Cidr cidr) {
    return switch (cidr.family()) {
      case IPV4 -> new Ipv4(cidr);
      case IPV6 -> new Ipv6(cidr);
    };
  }

  /** An IPv4 block. */
  record Ipv4(Cidr cidr) implements Peer {
    /** Refuses an IPv6 block. */
    public Ipv4 {
      refuseUnless(Family.IPV4, cidr);
    }

    @Override
    public String toString() {
      return cidr.toString();
    }
  }

  /** An IPv6 block. */
  record Ipv6(Cidr cidr) implements Peer {
    /** Refuses an IPv4 block. */
    public Ipv6 {
      refuseUnless(Family.IPV6, cidr);
    }

    @Override
    public String toString() {
      return cidr.toString();
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

  private static void refuseUnless(Family family, Cidr cidr) {
    if (cidr.family() != family) {
      throw new IllegalArgumentException(cidr + " is not an " + family + " block");
    }
  }
}
