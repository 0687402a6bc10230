package io.replicamedic.fleet;

import io.replicamedic.replication.Diagnosis;
import io.replicamedic.replication.ReplicationStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One reading of a replica with its diagnosis.
 *
 * @param status empty when no channel is configured
 * @param readAt when it was read
 * @param took how long reading took
 */
public record ReplicaReading(
    String database,
    Optional<ReplicationStatus> status,
    Diagnosis diagnosis,
    Instant readAt,
    Duration took) {}
