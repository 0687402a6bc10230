package io.replicamedic.outside;

/** Opens sessions; every one is direct, owned by the caller, and throws DatabaseUnreachable. */
public interface Databases {
  /** A session to the database itself with its admin account. */
  ReplicaSession openReplica(Database database);

  /**
   * A session to the registered source of the database's channel with the replication account.
   *
   * @param channel "" is the default channel
   * @throws IllegalArgumentException when no source is registered for it
   */
  SourceSession openSource(Database database, String channel);

  /** The same for the default channel. */
  default SourceSession openSource(Database database) {
    return openSource(database, "");
  }
}
