package io.replicamedic.outside;

/** Opens sessions; every one is direct, owned by the caller, and throws DatabaseUnreachable. */
public interface Databases {
  /** A session to the database itself with its admin account. */
  ReplicaSession openReplica(Database database);

  /**
   * A session to the database's registered source with the replication account.
   *
   * @throws IllegalArgumentException when no source is registered
   */
  SourceSession openSource(Database database);
}
