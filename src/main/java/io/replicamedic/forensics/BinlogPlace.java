package io.replicamedic.forensics;

import io.replicamedic.replication.BinlogPosition;

/**
 * Where one transaction is in a server's binary log.
 *
 * @param start where its first event begins
 * @param end where its last event ends
 * @param originalCommitMicros original_commit_timestamp, microseconds since 1970; 0 = not recorded
 */
public record BinlogPlace(BinlogPosition start, BinlogPosition end, long originalCommitMicros) {
  /** Whether one of its events ends there. */
  public boolean covers(BinlogPosition endOfEvent) {
    return start.isBefore(endOfEvent) && !end.isBefore(endOfEvent);
  }
}
