package io.replicamedic.fleet;

import io.replicamedic.replication.Diagnosis;
import io.replicamedic.replication.ReplicationStatus;
import io.replicamedic.replication.SourceComparison;
import java.util.Optional;

/**
 * One channel of a replica as it was read, and what that means.
 *
 * @param compared with its source, where that was read and is the registered one
 */
public record ChannelState(
    ReplicationStatus status, Diagnosis diagnosis, Optional<SourceComparison> compared) {
  /** Whose source was not read. */
  public ChannelState(ReplicationStatus status, Diagnosis diagnosis) {
    this(status, diagnosis, Optional.empty());
  }
}
