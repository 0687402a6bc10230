package io.replicamedic.outside;

import io.replicamedic.replication.GtidSet;

/**
 * What one server says of itself.
 *
 * @param gtidMode @@gtid_mode: ON, OFF, …
 * @param executed @@gtid_executed
 * @param purged @@gtid_purged
 * @param parallelWorkers replica_parallel_workers, 0 or 1 = none
 * @param netTimeoutSeconds replica_net_timeout: how long a blocked receiver's read may last
 */
public record ServerFacts(
    String version,
    String serverUuid,
    String gtidMode,
    GtidSet executed,
    GtidSet purged,
    boolean readOnly,
    int parallelWorkers,
    int netTimeoutSeconds) {}
