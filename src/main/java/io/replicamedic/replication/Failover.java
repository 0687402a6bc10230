package io.replicamedic.replication;

import java.time.Instant;

/**
 * The source changed hosts.
 *
 * @param what the event's own words
 */
public record Failover(Instant at, String what) {}
