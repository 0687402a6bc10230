package io.replicamedic.fleet;

import io.replicamedic.replication.Act;
import java.time.Instant;
import java.util.List;

/** What we did lately to a replica, as the journal has it; asked at each reading. */
public interface RecentActs {
  /** Oldest first; a stop that was seen to work is not among them. */
  List<Act> of(String database);

  /**
   * Whether a workflow of ours was at work on it at that time: what was called then under our name
   * was called by it, and is told by {@link #of} if it counts. None, unless it says so.
   */
  default boolean atWork(String database, Instant at) {
    return false;
  }
}
