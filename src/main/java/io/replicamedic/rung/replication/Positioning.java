package io.replicamedic.rung.replication;

/** How a channel knows where to go on. */
enum Positioning {
  /** GTID auto position: what is not executed is asked for. */
  BY_GTID,
  /** A file and an offset in the source's binary log. */
  BY_POSITION
}
