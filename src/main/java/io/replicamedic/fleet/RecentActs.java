package io.replicamedic.fleet;

import io.replicamedic.replication.Act;
import java.util.List;

/** What was done lately to a replica, as the journal has it; asked at each reading. */
public interface RecentActs {
  /** Oldest first; a stop that was seen to work is not among them. */
  List<Act> of(String database);
}
