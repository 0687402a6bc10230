package io.replicamedic.fleet;

import java.time.Instant;
import java.util.Optional;

/**
 * That a replica's state became another one; told by web.
 *
 * @param seq its number among the changes of all replicas, in the order in which they were stored
 * @param at when the new state was read first
 * @param before empty when nothing was known of the replica
 */
public record StatusChange(
    long seq, String replica, Instant at, Optional<ReplicaState> before, ReplicaState after) {}
