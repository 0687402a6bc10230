package io.replicamedic.fleet;

import io.replicamedic.replication.Endpoint;
import io.replicamedic.replication.ReplicationStatus;
import java.time.Instant;

/**
 * Which server a channel was connected to last; asked by {@link Past}, which notices another one at
 * the same address.
 *
 * @param address that the channel was configured with
 * @param uuid the server_uuid that answered there
 * @param at when it was read, or when that began if it is known from the store
 */
record KnownSource(Endpoint address, String uuid, Instant at) {
  /** Whether another server than this one answers at its address. */
  boolean isReplacedIn(ReplicationStatus now) {
    return !now.sourceUuid().isEmpty()
        && address.equals(now.source())
        && !uuid.equals(now.sourceUuid());
  }
}
