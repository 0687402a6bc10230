package io.replicamedic.controls;

import java.time.Instant;
import java.util.List;

/**
 * Where downtimes survive a restart, shared by all instances; used by {@link Downtimes} only. Every
 * method throws a RuntimeException of the store's when it is away.
 */
public interface DowntimeStore {
  /** Those that end after that moment. */
  List<Downtime> after(Instant moment);

  /** Sets it in place of another of the same database, with a row in the journal. */
  void put(Downtime downtime);

  /**
   * Ends one early, with a row in the journal.
   *
   * @return whether there was one that had not ended by then
   */
  boolean end(String database, Instant at, String actor, String reason);
}
