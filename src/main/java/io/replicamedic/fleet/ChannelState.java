package io.replicamedic.fleet;

import io.replicamedic.replication.Diagnosis;
import io.replicamedic.replication.ReplicationStatus;

/** One channel of a replica as it was read, and what that means. */
public record ChannelState(ReplicationStatus status, Diagnosis diagnosis) {}
