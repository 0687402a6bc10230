package io.replicamedic.fleet;

import java.time.Instant;

/** A state that was read of a replica, and differs from what was read before; to be stored. */
public record StatusNote(String replica, Instant at, ReplicaState state) {}
