package io.replicamedic.lab;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Finds free ports for lab servers; called by {@link MysqlServer}. */
final class Ports {
  /**
   * Below the range that outgoing connections take their ports from. A port of that range can be
   * taken between the choice and the server's start, even by the lab's own attempt to connect,
   * which then talks to itself for ever.
   */
  private static final int FIRST = 12_000;

  private static final int LAST = 32_000;

  private Ports() {}

  static int free() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.ofLiteral("127.0.0.1"))) {
        return socket.getLocalPort();
      } catch (IOException e) {
        // taken: another one
      }
    }
  }
}
