package io.replicamedic.web;

import io.replicamedic.fleet.Misconfigured;
import io.replicamedic.fleet.Registry;
import io.replicamedic.outside.Database;
import java.util.List;
import org.springframework.stereotype.Component;

/** Finds the replica that a path names, or says why there is none; used by the controllers. */
@Component
class RegisteredReplicas {
  private final Registry registry;

  RegisteredReplicas(Registry registry) {
    this.registry = registry;
  }

  /** Databases that are set aside, whether they would be replicas or not. */
  List<Misconfigured> misconfigured() {
    return registry.misconfigured();
  }

  /**
   * By id.
   *
   * @throws io.replicamedic.fleet.UnknownDatabase when it is not registered
   * @throws Refusal when it is, and is no replica
   */
  Database require(String id) {
    Database database = registry.require(id);
    if (!Registry.isReplica(database)) {
      throw new Refusal(
          Fault.NOT_A_REPLICA,
          "database '" + id + "' is registered without a source: it is not a replica",
          "register its source, or look at it under " + Media.BASE + "/databases/" + id);
    }
    return database;
  }
}
