package io.replicamedic.replication;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a reset of the channel destroys (domain.md 2), as the server worded it; taken
 * before anything irreversible and compared after configuring again.
 *
 * @param connection every column of replication_connection_configuration
 * @param applier every column of replication_applier_configuration
 * @param filters rows of replication_applier_filters of this channel
 * @param status every column of SHOW REPLICA STATUS
 * @param workers rows of replication_applier_status_by_worker
 */
public record RestorePoint(
    Instant takenAt,
    Map<String, @Nullable String> connection,
    Map<String, @Nullable String> applier,
    List<Map<String, @Nullable String>> filters,
    Map<String, @Nullable String> status,
    List<Map<String, @Nullable String>> workers) {}
