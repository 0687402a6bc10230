package io.replicamedic.fleet;

import io.replicamedic.outside.Database;
import io.replicamedic.replication.Endpoint;
import io.replicamedic.replication.ReplicationKind;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The registered databases, from configuration: the fence around what we may touch (law 7). */
public final class Registry {
  private final Map<String, Database> byId = new LinkedHashMap<>();
  private final Set<Endpoint> endpoints = new HashSet<>();
  private final List<Database> replicas;
  private final List<Misconfigured> misconfigured;

  /** Nothing is wrong with any of these. */
  public Registry(List<Database> databases) {
    this(databases, List.of());
  }

  /**
   * Takes the configured databases.
   *
   * @param misconfigured those that are set aside
   * @throws IllegalArgumentException when an id is given twice
   */
  public Registry(List<Database> databases, List<Misconfigured> misconfigured) {
    this.misconfigured = List.copyOf(misconfigured);
    for (Database database : databases) {
      if (byId.put(database.id(), database) != null) {
        throw new IllegalArgumentException("database '" + database.id() + "' is registered twice");
      }
      // Two names for one server would be two claims and two locks: two owners.
      if (!endpoints.add(database.endpoint())) {
        throw new IllegalArgumentException(
            "two databases are registered at " + database.endpoint());
      }
    }
    replicas = databases.stream().filter(Registry::isReplica).toList();
  }

  /** All, in the order of the configuration. */
  public List<Database> all() {
    return List.copyOf(byId.values());
  }

  /** Those that are set aside, in the order of the configuration. */
  public List<Misconfigured> misconfigured() {
    return misconfigured;
  }

  /** The first that is set aside under that id. */
  Optional<Misconfigured> misconfigured(String id) {
    return misconfigured.stream().filter(it -> it.id().filter(id::equals).isPresent()).findFirst();
  }

  /** Those that are replicas, in the order of the configuration. */
  public List<Database> replicas() {
    return replicas;
  }

  /** Whether it has a source or is a replica by kind. */
  public static boolean isReplica(Database database) {
    return !database.sources().isEmpty() || database.kind() != ReplicationKind.EXTERNAL_BINLOG;
  }

  /**
   * One by id.
   *
   * @throws UnknownDatabase when it is not registered
   * @throws DatabaseMisconfigured when it is, but wrongly
   */
  public Database require(String id) {
    Database database = byId.get(id);
    misconfigured(id)
        .ifPresent(
            it -> {
              throw new DatabaseMisconfigured(it);
            });
    if (database == null) {
      throw new UnknownDatabase(id);
    }
    return database;
  }
}
