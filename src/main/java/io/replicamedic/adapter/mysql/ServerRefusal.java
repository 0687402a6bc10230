package io.replicamedic.adapter.mysql;

import java.io.IOException;

/** An error packet in the replication protocol. */
final class ServerRefusal extends IOException {
  private final int errno;

  ServerRefusal(int errno, String message) {
    super(errno + " " + message);
    this.errno = errno;
  }

  int errno() {
    return errno;
  }
}
