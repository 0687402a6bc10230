package io.replicamedic.obligation;

import io.replicamedic.journal.Draft;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where alarms live; written by {@link OverdueWatch} only, read by web and by who tells people. */
public interface Alarms {
  /**
   * Stores an alarm with its journal row and the task that tells people, all or nothing; unless its
   * obligation has one already.
   *
   * @return whether it was raised now, by this call
   */
  boolean raise(Alarm alarm, Draft entry);

  /**
   * Ends an alarm, with its journal row and the task that tells people, all or nothing; unless it
   * was ended already.
   *
   * @return whether it was cleared now, by this call
   */
  boolean clear(Alarm alarm, Instant at, Draft entry);

  /** One by id. */
  Optional<Alarm> find(String id);

  /** The one of an obligation. */
  Optional<Alarm> of(String obligationId);

  /** Those not cleared, oldest first. */
  List<Alarm> standing();
}
