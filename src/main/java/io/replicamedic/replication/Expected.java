package io.replicamedic.replication;

/** What a server was registered to have, which a reading without a channel is judged by. */
public enum Expected {
  /** Nobody said that it replicates. */
  NOTHING,
  /** A source: it has one registered, or is a managed replica. */
  SOURCE,
  /** An Aurora reader: it shares its writer's storage and has no channel of its own. */
  SHARED_STORAGE
}
