package io.replicamedic.audit;

import java.time.Instant;
import java.util.List;

/**
 * Where suppressions survive a restart, shared by all instances; used by {@link Suppressions} only.
 * Every method throws a RuntimeException of the store's when it is away.
 */
public interface SuppressionStore {
  /** Those that end after that moment, of all databases. */
  List<Suppression> after(Instant moment);

  /** The last of each rule on a database, ended or not; in the order of the rules. */
  List<Suppression> of(String database);

  /** Sets it in place of another of the same database and rule, with a row in the journal. */
  void put(Suppression suppression);

  /**
   * Ends one early, with a row in the journal.
   *
   * @return whether there was one that had not ended by then
   */
  boolean end(String database, String rule, Instant at, String actor, String reason);
}
