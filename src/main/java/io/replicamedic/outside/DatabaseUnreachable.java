package io.replicamedic.outside;

import io.replicamedic.replication.Endpoint;

/**
 * A server that could not be connected to or logged in to, or whose session broke while reading.
 */
public final class DatabaseUnreachable extends RuntimeException {
  private final String role;
  private final Endpoint endpoint;
  private final int errno;

  /**
   * @param role which server of the pair: "replica orders-replica", "source of orders-replica"
   * @param errno MySQL error number, 0 when the network failed before one came
   */
  public DatabaseUnreachable(
      String role, Endpoint endpoint, int errno, String why, Throwable cause) {
    super(role + " at " + endpoint + " cannot be read: " + why, cause);
    this.role = role;
    this.endpoint = endpoint;
    this.errno = errno;
  }

  /** Which server of the pair. */
  public String role() {
    return role;
  }

  /** Where we tried. */
  public Endpoint endpoint() {
    return endpoint;
  }

  /** MySQL error number (1045 access denied, …); 0 for a network failure. */
  public int errno() {
    return errno;
  }
}
