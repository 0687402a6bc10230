package io.replicamedic.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where verdicts are kept, a bounded number of each database. A verdict that cannot be read any
 * more, because another version wrote it or it is damaged, is passed over.
 */
public interface AuditStore {
  /**
   * Keeps an audit after the last of its database: {@link KeptAudit#then}. With it, in one
   * transaction, goes the row of the journal that its occasion asks for.
   *
   * @return as it is kept
   */
  KeptAudit keep(Judged audit, Occasion occasion);

  /** The last verdict on a database. */
  Optional<KeptAudit> last(String database);

  /** The last verdict on each database that has one; in the order of their ids. */
  List<KeptAudit> lasts();

  /** One by its number. */
  Optional<KeptAudit> find(String database, long number);

  /** The one that was the last at that moment. */
  Optional<KeptAudit> at(String database, Instant moment);

  /** Before a number, the newest first. */
  List<KeptAudit> history(String database, long before, int limit);
}
