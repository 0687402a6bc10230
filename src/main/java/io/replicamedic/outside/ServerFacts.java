package io.replicamedic.outside;

import io.replicamedic.replication.GtidSet;

/**
 * What one server says of itself.
 *
 * @param gtidMode @@gtid_mode: ON, OFF, …
 * @param executed @@gtid_executed
 * @param purged @@gtid_purged
 * @param readOnly @@read_only
 * @param superReadOnly @@super_read_only: not even accounts with SUPER write
 * @param logsUpdates log_replica_updates: what is applied is in its own binlog, too
 * @param relayLogRecovery relay_log_recovery: relay logs are fetched anew after a crash
 * @param parallelWorkers replica_parallel_workers, 0 or 1 = none
 * @param preservesCommitOrder replica_preserve_commit_order: without it parallel workers leave gaps
 * @param netTimeoutSeconds replica_net_timeout: how long a blocked receiver's read may last
 */
public record ServerFacts(
    String version,
    String serverUuid,
    String gtidMode,
    GtidSet executed,
    GtidSet purged,
    boolean readOnly,
    boolean superReadOnly,
    boolean logsUpdates,
    boolean relayLogRecovery,
    int parallelWorkers,
    boolean preservesCommitOrder,
    int netTimeoutSeconds) {}
