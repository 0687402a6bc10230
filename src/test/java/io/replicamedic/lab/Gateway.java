package io.replicamedic.lab;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * The network between a replica and its source: the address the source used to have and the one it
 * has now, both leading to the same server; opened by {@link Lab}. Who gets past the wall meets the
 * mode of the door.
 */
public final class Gateway implements AutoCloseable {
  private static final String OLD = "127.0.0.2";
  private static final String NEW = "127.0.0.3";

  private final Door oldAddress;
  private final Door newAddress;

  private Gateway(Door oldAddress, Door newAddress) {
    this.oldAddress = oldAddress;
    this.newAddress = newAddress;
  }

  /** Both doors forward at first, on the target's own port wherever that is free. */
  static Gateway to(int targetPort, Wall wall) throws IOException {
    InetSocketAddress target =
        new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), targetPort);
    Door first = door(OLD, target, wall);
    try {
      return new Gateway(first, door(NEW, target, wall));
    } catch (IOException e) {
      first.close();
      throw e;
    }
  }

  /** The address in the replica's configuration: where the source was before it moved. */
  public Door oldAddress() {
    return oldAddress;
  }

  /** Where the source is now. */
  public Door newAddress() {
    return newAddress;
  }

  @Override
  public void close() {
    oldAddress.close();
    newAddress.close();
  }

  private static Door door(String address, InetSocketAddress target, Wall wall) throws IOException {
    try {
      return Door.open(address, target.getPort(), target, wall);
    } catch (IOException e) {
      return Door.open(address, Ports.free(), target, wall);
    }
  }
}
