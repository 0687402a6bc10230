package io.replicamedic.fleet;

/** An id that is not registered; nothing that is not registered is ever touched (law 7). */
public final class UnknownDatabase extends RuntimeException {
  /** Names the id. */
  public UnknownDatabase(String id) {
    super("no database '" + id + "' is registered");
  }
}
