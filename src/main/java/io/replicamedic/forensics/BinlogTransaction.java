package io.replicamedic.forensics;

import java.util.List;

/**
 * All that one transaction did, read from a server's binlog.
 *
 * @param originalCommitMicros original_commit_timestamp, microseconds since 1970; 0 = not recorded
 * @param statements statements that are not row events (DDL, statement-based DML); their effect
 *     cannot be compared row by row
 */
public record BinlogTransaction(
    String gtid, long originalCommitMicros, List<RowChange> changes, List<String> statements) {
  /** It did nothing: what a skip commits in a transaction's place. */
  public boolean empty() {
    return changes.isEmpty() && statements.isEmpty();
  }
}
