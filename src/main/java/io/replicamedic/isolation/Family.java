package io.replicamedic.isolation;

/** The two kinds of IP address; AWS has its own fields, and its own quota, for each. */
public enum Family {
  /** 32 bits. */
  IPV4(32, "IPv4"),
  /** 128 bits. */
  IPV6(128, "IPv6");

  private final int bits;
  private final String word;

  Family(int bits, String word) {
    this.bits = bits;
    this.word = word;
  }

  /** How long an address is; the longest prefix. */
  public int bits() {
    return bits;
  }

  @Override
  public String toString() {
    return word;
  }
}
