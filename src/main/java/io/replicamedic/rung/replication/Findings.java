package io.replicamedic.rung.replication;

import io.replicamedic.replication.Diagnosis;
import io.replicamedic.replication.ReplicationStatus;
import io.replicamedic.replication.RestorePoint;
import java.util.List;
import java.util.Optional;

/**
 * All that was read of a replica and its source before anything is done; what a plan is made of.
 *
 * @param others the other channels of the server: what must stay as it is
 * @param restorePoint empty when no channel is configured
 * @param conflict empty when the applier has no error
 * @param calls what may be called about the channel on this server
 * @param netTimeoutSeconds replica_net_timeout: how long a connection attempt may hang
 */
public record Findings(
    Optional<ReplicationStatus> status,
    List<ReplicationStatus> others,
    Diagnosis diagnosis,
    Optional<RestorePoint> restorePoint,
    PreflightReport preflight,
    Optional<ConflictReport> conflict,
    RdsCalls calls,
    int netTimeoutSeconds) {}
