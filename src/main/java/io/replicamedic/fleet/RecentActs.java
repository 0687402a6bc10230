package io.replicamedic.fleet;

import io.replicamedic.replication.Act;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/** What we did lately to a replica, as the journal has it; asked at each reading. */
public interface RecentActs {
  /** Oldest first; a stop that was seen to work is not among them. */
  List<Act> of(String database);

  /**
   * What we configured since, however long ago that is; asked when another server answers at a
   * source's address. Nothing, unless it says so.
   */
  default List<Act> configuredSince(String database, Instant from) {
    return List.of();
  }

  /**
   * At which times a workflow of ours was at work on it: what was called then under our name was
   * called by it, and is told by {@link #of} if it counts. Asked once for all acts of a reading;
   * none, unless it says so.
   */
  default Predicate<Instant> atWork(String database) {
    return _ -> false;
  }
}
