package io.replicamedic.replication;

/** A server's address: host name or IP, and TCP port (1..65535). */
public record Endpoint(String host, int port) {
  @Override
  public String toString() {
    return host + ":" + port;
  }
}
