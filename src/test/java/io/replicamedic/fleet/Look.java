package io.replicamedic.fleet;

/** Lets tests of other rooms have a discovery look now. */
public final class Look {
  private Look() {}

  public static void at(Discovery discovery) {
    discovery.look();
  }
}
