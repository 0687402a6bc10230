package io.replicamedic.replication;

import java.time.Instant;

/**
 * What the source said of itself. A transaction is proven errant by a reading of the replica and a
 * later one of the source: the other way round the replica may simply have gone on.
 *
 * @param executed gtid_executed
 * @param purged gtid_purged
 * @param readAt by our clock
 */
public record SourceReading(String serverUuid, GtidSet executed, GtidSet purged, Instant readAt) {}
